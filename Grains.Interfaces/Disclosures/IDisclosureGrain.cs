using Coordination.Log;

namespace Coordination.Disclosures;

/// <summary>
/// One request for the data behind a hit: the desk's decision, its clock, and who has read what was released. It holds no content: that
/// is opened from the desk's records when it is read. Key: <c>disclosure-</c> and the request's id. Source: domain rules B10, D3, D7.
/// </summary>
[Alias("coord.IDisclosureGrain")]
public interface IDisclosureGrain : IDueGrain
{
    /// <summary>Carries out <paramref name="command"/> once, however often it is sent.</summary>
    /// <returns>The disclosure afterwards; a refusal is in <see cref="Reply{TState}.Rejection"/>.</returns>
    /// <exception cref="Orleans.Storage.InconsistentStateException">Another activation wrote first; send the same command again.</exception>
    [Alias("Execute")] Task<Reply<Disclosure>> Execute(DisclosureCommand command);

    /// <summary>The disclosure as last decided.</summary>
    [Alias("Read")] Task<Reply<Disclosure>> Read();
}
