namespace Coordination.Suspects;

/// <summary>The committed records by what they could be compared on. Filled by the commits of records and components themselves.</summary>
public interface IMatchIndex
{
    /// <summary>
    /// All pairs of one of <paramref name="records"/> with a committed record that shares a key with it. Read after the record's own
    /// commit, so that of two records submitted at once at least one sees the other. A key of too many members counts only among those
    /// that agree on their part, which depends on the set of records and not on who came first.
    /// </summary>
    Task<MatchCandidates> Candidates(IReadOnlyCollection<string> records);

    /// <summary>
    /// The same for new records while they are stored, by their keys: what others commit meanwhile, <see cref="Since"/> tells. Among themselves
    /// they meet as well.
    /// </summary>
    /// <returns>Null if a key has too many members: that takes what is stored of them.</returns>
    Task<MatchCandidates?> Candidates(IReadOnlyDictionary<string, ImmutableArray<long>> unseen);

    /// <summary>The records named that are stored, in no order. One whose version is the one named comes without its content: whoever asks has it.</summary>
    Task<IReadOnlyList<IndexedRecord>> Load(IReadOnlyCollection<RecordVersion> records);

    /// <summary>Sends records whose home is <paramref name="moved"/> after that component, which moved before they had arrived in it.</summary>
    Task Rehome(IReadOnlyCollection<string> records, string moved, string into);

    /// <summary>
    /// What has changed since candidates were read: those of <paramref name="records"/> that are stored in a later version by now, those of
    /// <paramref name="keys"/> that have more members by now than are compared, and those of <paramref name="unseen"/> that were revised or share a key with what
    /// others committed. It looks at what was committed meanwhile, not at each of them.
    /// </summary>
    /// <param name="mark">The <see cref="MatchCandidates.Mark"/> of what was read first.</param>
    /// <param name="records">Versions that were read after it.</param>
    /// <param name="keys">Keys that were not hot then.</param>
    /// <param name="unseen">New records, with their keys, whose own commits came after it: what they are does not count as having changed.</param>
    Task<(IReadOnlySet<string> Revised, IReadOnlySet<HotMatchKey> Hot, IReadOnlySet<string> Missed)> Since(
        string mark, IReadOnlyCollection<RecordVersion> records, IReadOnlyCollection<HotMatchKey> keys, IReadOnlyDictionary<string, ImmutableArray<long>> unseen);

    /// <summary>Those of <paramref name="records"/> whose version was not compared yet.</summary>
    Task<IReadOnlyList<string>> NotCompared(IReadOnlyCollection<RecordVersion> records);

    /// <summary>Remembers that these versions were compared; of several of one record the last. Not a decision: if it is lost they are compared again.</summary>
    Task MarkCompared(IReadOnlyCollection<RecordVersion> records);

    /// <summary>Keys that are noted as hot and hold few enough members by now, since records were revised.</summary>
    Task<IReadOnlyList<HotMatchKey>> Cooled();

    /// <summary>Records under any of these keys.</summary>
    Task<IReadOnlyList<string>> Members(IReadOnlyCollection<HotMatchKey> keys);

    /// <summary>Notes that the members of these keys were compared again since the keys turned hot, or cooled.</summary>
    Task MarkHot(IReadOnlyCollection<HotMatchKey> keys, bool hot);
}

/// <summary>What there is to compare.</summary>
/// <param name="Pairs">A record that was asked for, and one that it shares a key with. A pair of two that were asked for comes once for each.</param>
/// <param name="Versions">The versions of the records that were asked for, as these pairs were read.</param>
/// <param name="Met">The keys, or parts of them, under which records that were asked for meet others.</param>
/// <param name="TurnedHot">Keys that have more members than are compared and are not noted as hot yet: pairs found by them no longer count.</param>
/// <param name="Mark">Which commits these pairs were read after, in the words of the database.</param>
public sealed record MatchCandidates(
    IReadOnlyList<(string Record, string Other)> Pairs, IReadOnlyDictionary<string, int> Versions, IReadOnlyList<(string Record, HotMatchKey Key)> Met,
    IReadOnlyList<HotMatchKey> TurnedHot, string Mark);

/// <summary>A key of many members.</summary>
/// <param name="Part">0: the key as a whole; else those of its members that agree on this.</param>
public sealed record HotMatchKey(long Key, int Part)
{
    /// <summary>Members beyond which a key, or a part of one, is no longer compared as a whole: the resolution library's number.</summary>
    public const int MembersMax = 64;
}

/// <summary>A version of a record.</summary>
[GenerateSerializer, Immutable, Alias("coord.RecordVersion")]
public sealed record RecordVersion([property: Id(0)] string RecordKey, [property: Id(1)] int Version);

/// <summary>A committed record as the index holds it.</summary>
/// <param name="Attributes">Null if whoever asked has this version.</param>
/// <param name="Key">What they were sealed under; null where keys lie elsewhere, or if it was destroyed.</param>
/// <param name="Home">Key of the component that it belongs to; null if it was never filed and stands for a person of its own.</param>
/// <param name="FiledIn">The component that last held it; another than <paramref name="Home"/> while that one moved and did not arrive yet.</param>
/// <param name="Compared">Of one that was never filed: the version that was compared; 0 if none.</param>
/// <param name="Sealed">Nobody but its owner and the ministry may learn of it.</param>
public sealed record IndexedRecord(
    string RecordKey, int Version, JurisdictionCode Owner, Protected? Attributes, WrappedKey? Key, string? Home, string? FiledIn, int Compared, bool Sealed);
