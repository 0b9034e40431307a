namespace Coordination.Resolution;

/// <summary>What a component comes to.</summary>
/// <param name="Clusters">Every record in exactly one; records and clusters in ordinal order.</param>
/// <param name="Reviews">Pairs a person should see: one, the weightiest, for each two clusters kept apart.</param>
/// <param name="Contradictions">Where judgements and evidence cannot all hold.</param>
public sealed record ClusterOutcome(
    ImmutableArray<RecordCluster> Clusters, ImmutableArray<Review> Reviews, ImmutableArray<Contradiction> Contradictions);

/// <summary>Records taken for one person.</summary>
public sealed record RecordCluster(ImmutableArray<string> Records)
{
    public bool Equals(RecordCluster? other) => other is not null && Records.SequenceEqual(other.Records, StringComparer.Ordinal);

    public override int GetHashCode() => Records.IsEmpty ? 0 : Records[0].GetHashCode(StringComparison.Ordinal);
}

/// <summary>Why two clusters with an edge between them are not one.</summary>
[Flags]
public enum ReviewReasons
{
    None = 0,

    /// <summary>The mean over all cross pairs is too low, though one pair is not.</summary>
    MeanTooLow = 1,

    /// <summary>Only shared numbers, or letters, or a number that fails its check, speak for it.</summary>
    GroundsTooFew = 2,

    /// <summary>Both hold valid documents, and none in common.</summary>
    DocumentConflict = 4,

    /// <summary>The same valid document under names or dates that contradict (a stolen or lent identity, CL-280-1).</summary>
    SameDocumentContradicted = 8,

    /// <summary>The document of one fails its check and is a slip away from the other's (ID_CHECK_FAILED).</summary>
    DocumentCheckFailed = 16,

    /// <summary>Same name and date of birth, and no identifier to tell.</summary>
    NameAndBirthOnly = 32,
}

/// <param name="RecordA">Lower id of the weightiest pair.</param>
/// <param name="RecordB">Higher id.</param>
/// <param name="Bits">Weight of the pair.</param>
/// <param name="MeanBits">Mean weight over all cross pairs of the two clusters.</param>
/// <param name="Reasons">Why the clusters are apart.</param>
/// <param name="IsQueued">True if it belongs in the review queue; false: a candidate, shown when asked for.</param>
public sealed record Review(string RecordA, string RecordB, double Bits, double MeanBits, ReviewReasons Reasons, bool IsQueued);

/// <summary>Judgements that cannot all hold, or evidence that arrived against one. Shown to a person, never resolved silently.</summary>
/// <param name="NotSame">The CANNOT judgement.</param>
/// <param name="Same">The MUST judgements that join its two records, left out of account until one is withdrawn; empty if only evidence speaks against it.</param>
/// <param name="Evidence">The edge nobody has judged yet between the two sides; null if judgements alone contradict.</param>
public sealed record Contradiction(Judgement NotSame, ImmutableArray<Judgement> Same, MachineEdge? Evidence)
{
    public bool Equals(Contradiction? other) =>
        other is not null && NotSame == other.NotSame && Evidence == other.Evidence && Same.SequenceEqual(other.Same);

    public override int GetHashCode() => NotSame.GetHashCode();
}
