namespace Coordination.Inquiries;

/// <summary>
/// The searches of one caller: its budget, and the trail of what it asked and whom it concerned. Key: <c>inquiry-</c> and the keyed
/// hash of (jurisdiction, person or system). Source: domain rules B10, D1-D6.
/// </summary>
[Alias("coord.IInquiryGrain")]
public interface IInquiryGrain : IGrainWithStringKey
{
    /// <summary>Carries out <paramref name="command"/> once, however often it is sent; what a replay is answered with is the log's.</summary>
    /// <returns>The caller's standing afterwards; a refusal is in <see cref="Reply{TState}.Rejection"/>.</returns>
    /// <exception cref="Orleans.Storage.InconsistentStateException">Another activation wrote first; send the same command again.</exception>
    [Alias("Execute")] Task<Reply<Inquiry>> Execute(InquiryCommand command);
}
