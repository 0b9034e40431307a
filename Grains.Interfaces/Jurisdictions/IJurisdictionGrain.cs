namespace Coordination.Jurisdictions;

/// <summary>What one jurisdiction says of itself. Key: <c>jur-</c> and the code in lower case, e.g. <c>jur-440000</c>.</summary>
[Alias("coord.IJurisdictionGrain")]
public interface IJurisdictionGrain : IGrainWithStringKey
{
    /// <summary>Carries out <paramref name="command"/> once, however often it is sent.</summary>
    /// <returns>The profile afterwards; a refusal is in <see cref="Reply{TState}.Rejection"/>.</returns>
    /// <exception cref="Orleans.Storage.InconsistentStateException">Another activation wrote first; send the same command again.</exception>
    [Alias("Execute")] Task<Reply<JurisdictionProfile>> Execute(JurisdictionCommand command);

    /// <summary>The profile as last set; RESOURCE_NOT_FOUND while it never was.</summary>
    [Alias("Read")] Task<Reply<JurisdictionProfile>> Read();
}
