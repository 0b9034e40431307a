namespace Coordination.Log;

/// <summary>A grain that acts when something of it falls due.</summary>
[Alias("coord.IDueGrain")]
public interface IDueGrain : IGrainWithStringKey
{
    /// <summary>Says that <paramref name="kind"/> is due; does nothing if it no longer is. Idempotent.</summary>
    [Alias("OnDue")] Task<Rejection?> OnDue(string kind, CommandHeader header);
}
