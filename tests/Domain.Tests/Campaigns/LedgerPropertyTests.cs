using Coordination.Log;
using Xunit;
using static Coordination.Campaigns.TestReplay;

namespace Coordination.Campaigns;

/// <summary>K6: figures follow from the set of events, not from how they arrive. Seeds are printed with each failure.</summary>
public sealed class LedgerPropertyTests(ITestOutputHelper output)
{
    [Theory, MemberData(nameof(Seeds))]
    public void Any_order_that_causality_allows_and_any_duplication_give_the_same_figures(int seed)
    {
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var log = History(random);
        var expected = new Ledger(log).Tally();

        foreach (var copies in new[] { 1, 2, 3 })
        {
            var ledger = new Ledger(new LogStream());
            foreach (var entry in Interleave(log.Entries, copies, random))
            {
                ledger.Post(entry);
                CampaignReplayTests.AddsUp(ledger.Tally());
            }
            Assert.Equal(expected.Jurisdictions, ledger.Tally().Jurisdictions);
            Assert.Equal(expected.FocusAreas, ledger.Tally().FocusAreas);
        }
    }

    [Theory, MemberData(nameof(Seeds))]
    public void Every_figure_is_what_a_recount_from_the_state_of_all_cases_gives(int seed)
    {
        output.WriteLine($"seed {seed}");
        var log = History(new Random(seed));

        var tally = new Ledger(log).Tally();

        var (cases, facts) = Recount(log);
        Assert.Equal((cases, facts), (tally.National.Cases, tally.National.Amount));
    }

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 40)];

    /// <summary>Random cases that are filed in and around the window, report shared facts, move, join, part, are withdrawn and filed again.</summary>
    private static LogStream History(Random random)
    {
        const int cases = 8;
        string[] provinces = ["310000", "440000", "360000"];
        var log = new LogStream();
        var mergedInto = new Dictionary<int, int>();
        var owner = new string[cases];
        for (var one = 0; one < cases; one++)
        {
            owner[one] = provinces[random.Next(provinces.Length)];
            log.Write(Case(one), Sample.Reported(owner[one], At(5, 1), random.Next(2) == 0 ? FocusArea.CounterCollection : FocusArea.Other));
            log.Write(Case(one), Sample.Filed(Moment(random)));
        }
        for (var step = 0; step < 40; step++)
        {
            var one = random.Next(cases);
            var other = random.Next(cases);
            var free = !mergedInto.ContainsKey(one);
            switch (random.Next(5))
            {
                case 0:
                    var fact = random.Next(6);
                    log.Write(Case(one), Sample.Fact($"F-{fact}", 1000 + fact));
                    break;
                case 1 when free:
                    var to = provinces[random.Next(provinces.Length)];
                    log.Write(Case(one), Sample.Transferred(owner[one], to, At(8, 1)));
                    owner[one] = to;
                    break;
                case 2 when free && one != other && !Leads(mergedInto, other, one):
                    log.Write(Case(one), Sample.Merged(Case(other), At(8, 2)));
                    mergedInto[one] = other;
                    break;
                case 3 when !free:
                    log.Write(Case(one), Sample.Unmerged(Case(mergedInto[one]), At(8, 3)));
                    mergedInto.Remove(one);
                    break;
                case 4 when free:
                    log.Write(Case(one), Sample.Withdrawn(At(8, 4)));
                    if (random.Next(2) == 0)
                    {
                        log.Write(Case(one), Sample.Filed(Moment(random)));
                    }
                    break;
            }
        }
        return log;
    }

    private static DateTimeOffset Moment(Random random) => At(5, 1).AddDays(random.Next(240));

    private static bool Leads(Dictionary<int, int> mergedInto, int from, int to)
    {
        for (var one = from; mergedInto.TryGetValue(one, out var next); one = next)
        {
            if (next == to)
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>Each grain's own order is kept; grains interleave at random; some of what was sent is sent again.</summary>
    private static List<LogEntry> Interleave(IReadOnlyList<LogEntry> entries, int copies, Random random)
    {
        var queues = entries.GroupBy(entry => entry.GrainId).Select(grain => new Queue<LogEntry>(grain)).ToList();
        var sent = new List<LogEntry>();
        while (queues.Count > 0)
        {
            var queue = queues[random.Next(queues.Count)];
            sent.Add(queue.Dequeue());
            queues.RemoveAll(left => left.Count == 0);
            for (var copy = 1; copy < copies; copy++)
            {
                sent.Add(sent[random.Next(sent.Count)]);
            }
        }
        return sent;
    }

    /// <summary>The definition, written without ledger or attribution: standing main cases, and the set of facts that they hold.</summary>
    private static (long Cases, long Facts) Recount(LogStream log)
    {
        var book = new CaseBook();
        var ids = log.Entries.Select(entry => entry.GrainId).Distinct().ToList();
        var json = StoreJson.Create(Cases.CaseJson.Default);
        foreach (var entry in log.Entries)
        {
            book.Set(entry.GrainId, book[entry.GrainId].Apply(System.Text.Json.JsonSerializer.Deserialize<Cases.CaseEvent>(entry.Body, json)!));
        }
        var mains = ids.Where(id => book[id].MergedInto is null && book[id].IsStanding)
            .Select(main => book.Together(main))
            .Where(all => TestReplay.Campaign.Window.Contains(all.Min(id => book[id].FirstFiledAt)!.Value))
            .ToList();
        var facts = mains.SelectMany(all => all).SelectMany(id => book[id].Facts).DistinctBy(fact => fact.Key);
        return (mains.Count, facts.Sum(fact => fact.Value.Official));
    }
}
