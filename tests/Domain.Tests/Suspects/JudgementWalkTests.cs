using System.Text.Json;
using Coordination.Resolution;
using Coordination.Suspects;
using Xunit;

namespace Coordination.Domain.Tests.Suspects;

/// <summary>Judgements at random on the records of scenario C4: whatever was said before, the last word holds, and what is undone is as it was.</summary>
public sealed class JudgementWalkTests
{
    private const int Steps = 60;
    private static readonly DateTimeOffset T0 = new(2025, 9, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly ImmutableArray<NormalizedRecord> Records =
    [
        Read("record-1", new() { FullName = "张测一", IdNumber = "440000198503140012", Phones = ["13900000001"] }),
        Read("record-2", new() { FullName = "张测壹", IdNumber = "440000850314001", BankCards = ["9999990000000014"] }),
        Read("record-3", new() { RomanisedName = "Zhang Ceyi", IdType = "护照", IdNumber = "E00000001", Phones = ["13900000001"], BankCards = ["9999990000000014"] }),
        Read("record-4", new() { FullName = "王样本", Phones = ["13900000001"] }),
        Read("record-5", new() { FullName = "张测一", BirthDate = "1985-03-14", IdNumber = "440000198503140039" }),
        Read("record-6", new() { FullName = "李样例", IdNumber = "330000199206200022", Phones = ["13900000001"] }),
        Read("record-7", new() { FullName = "李样例", IdNumber = "330000199206200022", BankCards = ["9999990000000014"] }),
    ];

    private static readonly ImmutableArray<Edge> Edges =
    [
        .. from a in Records from b in Records
           where string.CompareOrdinal(a.RecordId, b.RecordId) < 0
           let compared = Scorer.Compare(a, b, Model.Suspects)
           where compared.Band == PairBand.Edge
           select new Edge(a.RecordId, b.RecordId, compared.Bits, compared.Grounds.ToString()),
    ];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 25)];

    [Theory, MemberData(nameof(Seeds))]
    public void The_latest_decision_on_a_pair_of_records_holds(int seed)
    {
        var random = new Random(seed);
        var component = Settled(new());
        var last = new Dictionary<RecordPair, Verdict>();
        var through = new Dictionary<RecordPair, RecordPair>(); // the pair that was judged
        for (var step = 0; step < Steps; step++)
        {
            var judged = Pair(random);
            var (after, decided) = Vote(component, judged, (Verdict)random.Next(1, 4), random);
            // SAME takes back all that a NOT_SAME of its pair had parted.
            if (decided?.Verdict == Verdict.Same && component.Decisions.Any(d => d.Pair == judged && d.Standing == Verdict.NotSame))
            {
                foreach (var pair in last.Keys.Where(p => through[p] == judged && last[p] == Verdict.NotSame).ToList()) { last[pair] = Verdict.Unsure; }
            }
            component = after;
            foreach (var pair in decided is null ? [] : decided.SideA.SelectMany(a => decided.SideB.Select(b => RecordPair.Of(a, b))))
            {
                (last[pair], through[pair]) = (decided!.Verdict, judged);
            }
            var inForce = JudgementRules.InForce(component.Decisions);
            Assert.All(last, l => Assert.Equal(l.Value, inForce.GetValueOrDefault(l.Key, Verdict.Unsure)));

            Assert.Equal(Records.Select(r => r.RecordId), component.Entities.SelectMany(e => e.Records).Order(StringComparer.Ordinal));
            Assert.Equal(component.Entities.Length, component.Entities.Select(e => e.Id).Distinct().Count());
            Assert.DoesNotContain(component.Redirects, r => component.Entities.Any(e => e.Id == r.From));
            foreach (var (pair, verdict) in last.Where(l => l.Value != Verdict.Unsure))
            {
                var together = component.EntityOf(pair.RecordA) == component.EntityOf(pair.RecordB);
                var contradicted = component.Conflicts.Any(c => c.Same.Contains(pair));
                Assert.True(verdict == Verdict.Same ? together || contradicted : !together, $"seed {seed}, step {step}: {pair} is {verdict}.");
            }
        }
    }

    [Theory, MemberData(nameof(Seeds))]
    public void Undo_gives_back_the_persons_and_their_names_and_redo_gives_back_the_merge(int seed)
    {
        var random = new Random(seed);
        var component = Settled(new());
        for (var step = 0; step < Steps; step++)
        {
            var pair = Pair(random);
            var (merged, decided) = Vote(component, pair, Verdict.Same, random);
            if (decided is null || JudgementRules.InForce(component.Decisions).Keys.Any(judged => decided.SideA.Concat(decided.SideB).Any(r => judged.Touches(r))))
            {
                (component, _) = Vote(component, Pair(random), Verdict.Unsure, random);
                continue;
            }

            var (undone, _) = Vote(merged, pair, Verdict.NotSame, random);
            var (redone, _) = Vote(undone, pair, Verdict.Same, random);
            var (free, _) = Vote(redone, pair, Verdict.Unsure, random);

            Assert.Equal(Persons(component), Persons(undone));
            Assert.Equal(Persons(merged), Persons(redone));
            Assert.Equal(Persons(component), Persons(free));
            component = random.Next(3) == 0 ? merged : free;
        }
    }

    [Theory, MemberData(nameof(Seeds))]
    public void Taking_apart_what_the_machine_joined_and_taking_that_back_gives_back_the_persons_and_their_names(int seed)
    {
        var random = new Random(seed);
        var component = Settled(new());
        var joined = component.Entities.Where(e => e.Records.Length > 1).ToList();
        for (var step = 0; step < Steps; step++)
        {
            var person = joined[random.Next(joined.Count)].Records.OrderBy(_ => random.Next()).ToArray();
            var pair = RecordPair.Of(person[0], person[1]);

            var (parted, decided) = Vote(component, pair, Verdict.NotSame, random);
            var (joinedAgain, _) = Vote(parted, pair, random.Next(2) == 0 ? Verdict.Same : Verdict.Unsure, random);

            Assert.NotNull(decided);
            Assert.NotEqual(Persons(component), Persons(parted));
            Assert.Equal(Persons(component), Persons(joinedAgain));
            (component, _) = Vote(joinedAgain, pair, Verdict.Unsure, random);
        }
    }

    /// <summary>Two persons of the ministry say so, one after the other where one is not enough.</summary>
    private static (SuspectComponent After, MatchDecided? Decided) Vote(SuspectComponent component, RecordPair pair, Verdict verdict, Random random)
    {
        var person = component.EntityOf(pair.RecordA)!;
        var judged = component.Decisions.Any(d => d.Pair == pair && d.Standing != Verdict.Unspecified);
        ImmutableArray<string> part = verdict == Verdict.NotSame && !judged && person.Records.Contains(pair.RecordB)
            ? [pair.RecordA, .. person.Records.Where(r => r != pair.RecordA && r != pair.RecordB && random.Next(2) == 0)]
            : [];
        foreach (var commander in new[] { "commander-1", "commander-2" })
        {
            var vote = new JudgeMatch(new(Guid.Empty, "000000/console", "f", commander, JurisdictionCode.Ministry), pair, part, verdict, "looked at the files", null);
            var decision = JudgementRules.Decide(component, vote, T0);
            if (decision.Rejection is not null) { return (component, null); }
            var settlement = Settlement(decision.Events.Aggregate(component.Decisions, JudgementRules.After));
            var events = SuspectComponentMachine.Decide(component, vote with { Settlement = settlement }, T0).Events;
            component = events.Aggregate(component, SuspectComponentMachine.Apply);
            if (events.OfType<MatchDecided>().SingleOrDefault() is { } decided) { return (component, decided); }
        }
        return (component, null);
    }

    private static SuspectComponent Settled(SuspectComponent component) =>
        SuspectComponentMachine.Decide(component, new SettleComponent(new(Guid.Empty, "resolver", "s", "resolver", JurisdictionCode.Ministry), Settlement([])), T0)
            .Events.Aggregate(component, SuspectComponentMachine.Apply);

    private static Settlement Settlement(ImmutableArray<MatchDecision> decisions)
    {
        var outcome = Clusterer.Cluster(Records, Edges.Select(e => new MachineEdge(e.RecordA, e.RecordB)),
            JudgementRules.InForce(decisions).Select(j => new Judgement(j.Key.RecordA, j.Key.RecordB, j.Value == Verdict.Same ? JudgementKind.Same : JudgementKind.NotSame)), Model.Suspects);
        return new()
        {
            Members = [.. Records.Select(r => new Member(r.RecordId, 1, new("440000")))],
            Edges = Edges,
            Clusters = [.. outcome.Clusters.Select(c => c.Records)],
            Conflicts = [.. outcome.Contradictions.Select(c => new JudgementConflict(
                new(c.NotSame.RecordA, c.NotSame.RecordB), [.. c.Same.Select(s => new RecordPair(s.RecordA, s.RecordB))], null))],
            ModelVersion = Model.Suspects.Version,
        };
    }

    private static RecordPair Pair(Random random)
    {
        var a = random.Next(Records.Length);
        var b = (a + 1 + random.Next(Records.Length - 1)) % Records.Length;
        return RecordPair.Of(Records[a].RecordId, Records[b].RecordId);
    }

    private static IEnumerable<string> Persons(SuspectComponent component) => component.Entities.Select(e => $"{e.Id}: {string.Join(' ', e.Records)}");

    private static NormalizedRecord Read(string record, SubmittedAttributes content) =>
        SuspectFeatures.Read(record, new("440000"), JsonSerializer.Serialize(content, SubmittedAttributesJson.Default.SubmittedAttributes));
}
