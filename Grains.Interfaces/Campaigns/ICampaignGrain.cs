namespace Coordination.Campaigns;

/// <summary>One campaign's window, scope and rules; its figures are the ledger's. Key: <c>campaign-</c> and the campaign's id.</summary>
[Alias("coord.ICampaignGrain")]
public interface ICampaignGrain : IGrainWithStringKey
{
    /// <summary>Carries out <paramref name="command"/> once, however often it is sent.</summary>
    /// <returns>The campaign afterwards; a refusal is in <see cref="Reply{TState}.Rejection"/>.</returns>
    /// <exception cref="Orleans.Storage.InconsistentStateException">Another activation wrote first; send the same command again.</exception>
    [Alias("Execute")] Task<Reply<Campaign>> Execute(CampaignCommand command);

    /// <summary>The campaign as last decided.</summary>
    [Alias("Read")] Task<Reply<Campaign>> Read();
}
