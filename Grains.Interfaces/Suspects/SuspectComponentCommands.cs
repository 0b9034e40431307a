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
/// <param name="Pair">The two records that were shown; of a part, one of its records and one that stays.</param>
/// <param name="Part">Records to take out of their person; empty: the vote is on the persons of the two records.</param>
/// <param name="Verdict">The vote; NOT_SAME on a part.</param>
/// <param name="Reason">Why; 1 to 1,000 characters, without personal data.</param>
/// <param name="SeenRevision">The revision of the match that the voter saw; null for a part, which names its records itself.</param>
[GenerateSerializer, Immutable, Alias("coord.JudgeMatch")]
public sealed record JudgeMatch(
    CommandHeader Header,
    [property: Id(0)] RecordPair Pair,
    [property: Id(1)] ImmutableArray<string> Part,
    [property: Id(2)] Verdict Verdict,
    [property: Id(3)] string Reason,
    [property: Id(4)] int? SeenRevision) : SuspectComponentCommand(Header)
{
    /// <summary>Filled by the resolver, as is the header's expected version: the one of the component that this rests on.</summary>
    [Id(5)] public Settlement Settlement { get; init; } = new();

    /// <summary>Filled by the resolver: log2 odds of the pair.</summary>
    [Id(6)] public double Bits { get; init; }
}

/// <summary>Notes that the person of a record was detained or arrested. It stays with the record, whichever person that belongs to later (rule M5 of B10).</summary>
[GenerateSerializer, Immutable, Alias("coord.NoteArrest")]
public sealed record NoteArrest(CommandHeader Header, [property: Id(0)] Arrest Arrest) : SuspectComponentCommand(Header)
{
    /// <summary>Filled by the resolver; it files a record that had no component.</summary>
    [Id(1)] public Settlement Settlement { get; init; } = new();
}

/// <summary>Moves the component into one with a lower key, for ever.</summary>
[GenerateSerializer, Immutable, Alias("coord.MoveComponent")]
public sealed record MoveComponent(CommandHeader Header, [property: Id(0)] string Into) : SuspectComponentCommand(Header);
