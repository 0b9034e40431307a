namespace Coordination.Suspects;

/// <summary>What can be said of a submission without storing it open: its match keys and remarks. Computed where the plain text is at hand.</summary>
public interface ISuspectReader
{
    SubmittedIndex Index(JurisdictionCode owner, SubmittedAttributes submitted);
}

/// <summary>What a submission is found by, and the remarks on it.</summary>
/// <param name="Keys">Keyed hashes of its match keys, each once.</param>
/// <param name="Part">Keyed hash of what members of a hot key must agree on; 0 if it says too little.</param>
/// <param name="Flags">Remarks on fields, e.g. <c>ID_CHECK_FAILED</c>.</param>
public sealed record SubmittedIndex(ImmutableArray<long> Keys, int Part, ImmutableArray<string> Flags);
