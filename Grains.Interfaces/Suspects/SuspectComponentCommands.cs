namespace Coordination.Suspects;

/// <summary>An instruction to a component. Only the resolver sends them, because only it opens what records say.</summary>
[GenerateSerializer, Immutable, Alias("coord.SuspectComponentCommand")]
public abstract record SuspectComponentCommand(CommandHeader Header) : Command(Header);

/// <summary>What was computed from all records, evidence and judgements of a component.</summary>
[GenerateSerializer, Immutable, Alias("coord.Settlement")]
public sealed record Settlement
{
    /// <summary>All records: those of the component, of those that moved in, and new ones.</summary>
    [Id(0)] public ImmutableArray<Member> Members { get; init; } = [];

    [Id(1)] public ImmutableArray<Edge> Edges { get; init; } = [];

    /// <summary>The records of each person; every member in exactly one.</summary>
    [Id(2)] public ImmutableArray<ImmutableArray<string>> Clusters { get; init; } = [];

    [Id(3)] public ImmutableArray<PendingReview> Reviews { get; init; } = [];

    [Id(4)] public ImmutableArray<JudgementConflict> Conflicts { get; init; } = [];

    /// <summary>Components that moved into this one: their persons' ids are kept where possible, and their decisions hold on.</summary>
    [Id(5)] public ImmutableArray<SuspectComponent> Absorbed { get; init; } = [];

    /// <summary>Records that stood for a person of their own until now and were told so: their id is kept where possible.</summary>
    [Id(6)] public ImmutableArray<string> Alone { get; init; } = [];

    [Id(7)] public string ModelVersion { get; init; } = "";
}

/// <summary>Files what was computed; the header's version says on which state it rests.</summary>
[GenerateSerializer, Immutable, Alias("coord.SettleComponent")]
public sealed record SettleComponent(CommandHeader Header, [property: Id(0)] Settlement Settlement) : SuspectComponentCommand(Header);

/// <summary>
/// A person's vote on two records, or on a part of a person. If it completes a decision, <see cref="Settlement"/> is what follows
/// with the decision in force; else what holds without it.
/// </summary>
/// <param name="Pair">The two records that were shown.</param>
/// <param name="SideA">Records of the one side; empty: the person of the pair's first record.</param>
/// <param name="SideB">Records of the other side; empty: the person of the second.</param>
/// <param name="Verdict">The vote.</param>
/// <param name="Reason">Why; 1 to 1,000 characters, without personal data.</param>
/// <param name="SeenRevision">The revision of the match that the voter saw; null for a split, which names the records itself.</param>
/// <param name="PersonsMin">Persons who must agree, 1 or 2; two jurisdictions always need two.</param>
[GenerateSerializer, Immutable, Alias("coord.JudgeMatch")]
public sealed record JudgeMatch(
    CommandHeader Header,
    [property: Id(0)] RecordPair Pair,
    [property: Id(1)] ImmutableArray<string> SideA,
    [property: Id(2)] ImmutableArray<string> SideB,
    [property: Id(3)] Verdict Verdict,
    [property: Id(4)] string Reason,
    [property: Id(5)] int? SeenRevision,
    [property: Id(6)] int PersonsMin = 1) : SuspectComponentCommand(Header)
{
    /// <summary>Filled by the resolver, as is the header's expected version: the one of the component that this rests on.</summary>
    [Id(7)] public Settlement Settlement { get; init; } = new();
}

/// <summary>Moves the component into one with a lower key, for ever.</summary>
[GenerateSerializer, Immutable, Alias("coord.MoveComponent")]
public sealed record MoveComponent(CommandHeader Header, [property: Id(0)] string Into) : SuspectComponentCommand(Header);
