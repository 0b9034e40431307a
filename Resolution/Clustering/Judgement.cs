namespace Coordination.Resolution;

/// <summary>What a person decided about two records (rule M3). UNSURE decides nothing and is no judgement here.</summary>
public enum JudgementKind : byte
{
    Unspecified = 0,

    /// <summary>MUST: one person, whatever the weights say.</summary>
    Same = 1,

    /// <summary>CANNOT: two people, and no third record may join them.</summary>
    NotSame = 2,
}

/// <summary>
/// A judgement that stands. Judging a record against a whole cluster is one of these for each record the judge was
/// shown, so that what arrives later is seen to be new.
/// </summary>
public sealed record Judgement(string RecordA, string RecordB, JudgementKind Kind);

/// <summary>Two records that share a key and weigh enough to be one component.</summary>
public sealed record MachineEdge(string RecordA, string RecordB);
