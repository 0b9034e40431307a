namespace Coordination;

/// <summary>The time that decisions are made by: the database's, as well as this process knows it.</summary>
public abstract class DecisionClock : TimeProvider
{
    /// <summary>False while the offset to the database is stale or has jumped; time-critical commands are then refused.</summary>
    public abstract bool IsTrusted { get; }
}
