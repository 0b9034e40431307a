namespace Coordination.Suspects;

/// <summary>
/// A set of records that evidence or people connect, and the persons among them. It is named after a record of it: <c>component-</c>
/// and the record's id. Of two components that meet, the one with the higher key moves into the lower, for ever. A record that nothing
/// connects needs none: it stands for a person of its own.
/// </summary>
[Alias("coord.ISuspectComponentGrain")]
public interface ISuspectComponentGrain : IGrainWithStringKey
{
    [Alias("Execute")] Task<Reply<SuspectComponent>> Execute(SuspectComponentCommand command);

    /// <summary>The component; NOT_FOUND if nothing was ever filed in it.</summary>
    [Alias("Read")] Task<Reply<SuspectComponent>> Read();
}

/// <summary>
/// Compares stored records and files them in components. Stateless: what it does follows from what is stored, so it may run twice, and
/// whoever finds it undone runs it again.
/// </summary>
[Alias("coord.ISuspectResolver")]
public interface ISuspectResolver : IGrainWithStringKey
{
    /// <summary>Compares a stored record with all that share a key with it.</summary>
    [Alias("Resolve")] Task<Resolved> Resolve(string recordKey);

    /// <summary>Compares what a resolver began and did not finish; does nothing for versions that were compared.</summary>
    [Alias("Complete")] Task Complete(ImmutableArray<RecordVersion> records);

    /// <summary>Carries out a vote on two stored records, which need not share a component yet.</summary>
    /// <param name="vote">Without its settlement, which follows from what the records say.</param>
    /// <returns>The component that holds both afterwards, without it for a repeated vote; a refusal is in <see cref="Reply{TState}.Rejection"/>.</returns>
    [Alias("Judge")] Task<Reply<SuspectComponent>> Judge(JudgeMatch vote);

    /// <summary>Notes a detention or an arrest with the component of its record, which is filed first if it has none.</summary>
    [Alias("NoteArrest")] Task<Reply<SuspectComponent>> NoteArrest(NoteArrest command);

    /// <summary>Why two records are one person, or are not; null if one of them is not stored.</summary>
    /// <param name="hidden">Records to tell nothing of, as if they were not there; never one of the pair.</param>
    [Alias("Explain")] Task<MatchExplanation?> Explain(RecordPair pair, ImmutableArray<string> hidden);

    /// <summary>Pairs of this record with others of another person that share what people would want to know of (rule M2), weightiest first.</summary>
    [Alias("Candidates")] Task<ImmutableArray<MatchCandidate>> Candidates(string recordKey);
}

/// <summary>A pair that nobody has to judge, but may.</summary>
[GenerateSerializer, Immutable, Alias("coord.MatchCandidate")]
public sealed record MatchCandidate(
    [property: Id(0)] PendingReview Review, [property: Id(1)] JurisdictionCode OwnerA, [property: Id(2)] JurisdictionCode OwnerB);

/// <summary>Where a record ended up.</summary>
/// <param name="Component">Key of its component; empty if it has none and stands for a person of its own.</param>
/// <param name="Entity">Id of its person.</param>
/// <param name="Others">Records of the same person besides itself.</param>
/// <param name="Reviews">Pairs of this record that wait for a person.</param>
/// <param name="Reasons">Why, in words without anybody's data.</param>
[GenerateSerializer, Immutable, Alias("coord.Resolved")]
public sealed record Resolved(
    [property: Id(0)] string Component,
    [property: Id(1)] string Entity,
    [property: Id(2)] int Others,
    [property: Id(3)] int Reviews,
    [property: Id(4)] ImmutableArray<string> Reasons);

/// <summary>Everything that speaks for and against two records being one person.</summary>
[GenerateSerializer, Immutable, Alias("coord.MatchExplanation")]
public sealed record MatchExplanation
{
    [Id(0)] public required Member A { get; init; }
    [Id(1)] public required Member B { get; init; }

    /// <summary>Ids of their persons; equal if they are one.</summary>
    [Id(2)] public string EntityA { get; init; } = "";
    [Id(3)] public string EntityB { get; init; } = "";

    /// <summary>Log2 odds under the model, and what makes up the sum.</summary>
    [Id(4)] public double Bits { get; init; }
    [Id(5)] public ImmutableArray<WaterfallLine> Waterfall { get; init; } = [];

    /// <summary>Kinds of agreement, by the resolution library's names.</summary>
    [Id(6)] public ImmutableArray<string> Grounds { get; init; } = [];

    /// <summary>APART, CANDIDATE or EDGE: what follows from the pair alone.</summary>
    [Id(7)] public string Band { get; init; } = "";

    /// <summary>Mean over all pairs between the two persons, or over all pairs of the one that both are.</summary>
    [Id(8)] public double MeanBits { get; init; }

    /// <summary>Why the two are kept apart, by the resolution library's names; empty if they are one person.</summary>
    [Id(9)] public ImmutableArray<string> Reasons { get; init; } = [];

    /// <summary>What people decided or voted of this very pair; null if nothing.</summary>
    [Id(10)] public MatchDecision? Decision { get; init; }

    /// <summary>The judgement on these two records that is in force, through whichever pair it was given; unspecified if none.</summary>
    [Id(11)] public Verdict InForce { get; init; }

    /// <summary>The record with the strongest evidence for being A's person and of another one than A and B; null if there is none.</summary>
    [Id(12)] public Member? RunnerUp { get; init; }
    [Id(13)] public double RunnerUpBits { get; init; }

    /// <summary>Conflicts of judgements that concern the two persons.</summary>
    [Id(14)] public ImmutableArray<JudgementConflict> Conflicts { get; init; } = [];

    [Id(15)] public string ModelVersion { get; init; } = "";

    /// <summary>What a voter must have seen: changes with the judgements on the two persons and with their records.</summary>
    [Id(16)] public int Revision { get; init; }

    /// <summary>Records that a vote now is about, on the one side: those of a pending vote, else of A's person.</summary>
    [Id(17)] public ImmutableArray<Member> SideA { get; init; } = [];

    /// <summary>Those on the other side; empty if the two are one person and nobody has voted to part them.</summary>
    [Id(18)] public ImmutableArray<Member> SideB { get; init; } = [];

    /// <summary>Jurisdictions that may know of the pair, besides the ministry: those whose persons may vote, or have voted.</summary>
    [Id(19)] public ImmutableArray<JurisdictionCode> Voters { get; init; } = [];

    /// <summary>With votes open: jurisdictions one of whose persons must still agree; the ministry's may in their place.</summary>
    [Id(20)] public ImmutableArray<JurisdictionCode> WaitsFor { get; init; } = [];

    /// <summary>Every record that this tells of.</summary>
    [Id(21)] public ImmutableArray<Member> Mentioned { get; init; } = [];

    /// <summary>Mean above which two persons become one under the model; more is asked where both hold valid documents and none in common.</summary>
    [Id(22)] public double LinkMinBits { get; init; }

    /// <summary>Weight from which on a pair is put before people.</summary>
    [Id(23)] public double ReviewMinBits { get; init; }

    /// <summary>True if the machine has put the pair before people.</summary>
    [Id(24)] public bool IsQueued { get; init; }

    public bool IsOnePerson => EntityA == EntityB;
}

/// <summary>A line of a waterfall.</summary>
/// <param name="Comparison">What was compared; "prior" and "rarity" are the model's own lines.</param>
/// <param name="Level">How far it agrees.</param>
/// <param name="Bits">What it adds.</param>
[GenerateSerializer, Immutable, Alias("coord.WaterfallLine")]
public sealed record WaterfallLine([property: Id(0)] string Comparison, [property: Id(1)] string Level, [property: Id(2)] double Bits);
