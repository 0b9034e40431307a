namespace Coordination.Cases;

/// <summary>A group says that the case is about it, or no longer. Sent by a reaction; the case then tells it of its filing.</summary>
/// <param name="GroupId">The group's grain key.</param>
/// <param name="By">Who linked it: refused to those who may not know of the case, as if it were not there.</param>
[GenerateSerializer, Immutable, Alias("coord.NoteGroup")]
public sealed record NoteGroup(
    CommandHeader Header, [property: Id(0)] string GroupId, [property: Id(1)] JurisdictionCode By, [property: Id(2)] bool Linked)
    : CaseCommand(Header);

public static class CaseStanding
{
    /// <summary>
    /// True for a case that is filed and has not ceased to be: one that was withdrawn, or handed to an authority outside the network,
    /// has; one that was joined into another counts with that.
    /// </summary>
    public static bool IsStanding(this CaseStatus status) => status is CaseStatus.Filed or CaseStatus.Investigating or CaseStatus.Concluded
        or CaseStatus.ProsecutionReview or CaseStatus.Returned or CaseStatus.Indicted or CaseStatus.NotProsecuted;

    /// <summary>When a standing or joined case was filed; null for any other.</summary>
    public static DateTimeOffset? StandingSince(this CaseFile file) =>
        file.Status.IsStanding() || file.Status is CaseStatus.Merged ? file.FiledAt : null;
}
