using System.Text.Json;
using Coordination.Log;
using Xunit;
using static Coordination.Cases.Given;

namespace Coordination.Cases;

/// <summary>
/// Transfers, merges and their undo race over several cases, and word between them comes late, twice and in any order. One owner at
/// every instant; once all word has come, who is merged and who has taken in agree, and no amount is lost or counted twice.
/// </summary>
public sealed class InterleavingTests
{
    private static readonly JsonSerializerOptions Json = StoreJson.Create(CaseJson.Default);
    private static readonly string[] Keys = ["case-x1", "case-x2", "case-x3"];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 1000)];

    [Theory, MemberData(nameof(Seeds))]
    public void Agree_once_all_word_has_come(int seed)
    {
        var world = new World(new Random(seed));

        for (var step = 0; step < 60; step++)
        {
            world.Step();
            Assert.Equal(Keys.Length - world.Files.Values.Count(f => f.Status == CaseStatus.Merged), world.National);
        }
        world.DeliverAll();

        foreach (var (key, file) in world.Files)
        {
            if (file.Merged is { } merged)
            {
                Assert.True(world.Files[merged.Into].Status != CaseStatus.Merged, $"seed {seed}: {key} leads to a merged case");
                Assert.True(world.Files[merged.Into].Joined.Any(j => j.Case == key && j.Active && j.Round == merged.Round), $"seed {seed}: {key} was not taken in");
            }
            Assert.True(file.Joined.Where(j => j.Active).All(j => world.Files[j.Case].Merged?.Into == key), $"seed {seed}: {key} holds what is not merged into it");
        }
        var standing = world.Files.Values.Where(f => f.Merged is null).SelectMany(CaseAmounts.Lines).DistinctBy(line => line.FactId);
        var reported = world.Files.Values.SelectMany(f => f.Facts).DistinctBy(line => line.FactId);
        Assert.Equal(CaseAmounts.Total(reported, AmountReading.Official), CaseAmounts.Total(standing, AmountReading.Official));
    }

    private sealed class World(Random random)
    {
        private readonly JoinderReaction _reaction = new();
        private readonly List<(string Key, CaseCommand Command)> _underWay = [];
        private readonly HashSet<(string Key, Guid Request)> _answered = [];
        private DateTimeOffset _now = Day(30);
        private int _version;

        public Dictionary<string, CaseFile> Files { get; } = Keys.ToDictionary(key => key,
            key => Case(CaseStatus.Filed).After(Facts(Fact($"F-{key}", 1000), Fact("F-shared", 50))));

        /// <summary>Standing cases, by the log alone.</summary>
        public int National { get; private set; } = Keys.Length;

        public void Step()
        {
            _now = _now.AddMinutes(random.Next(1, 300));
            if (_underWay.Count > 0 && random.Next(2) == 0)
            {
                Deliver(random.Next(_underWay.Count), keep: random.Next(4) == 0);
                return;
            }
            var key = random.NextOf<string>(Keys);
            var file = Files[key];
            Send(key, random.Next(6) switch
            {
                0 or 1 => Merge(random.NextOf<string>(Keys), intoOwner: Zhejiang) with { Header = By(file.Owner) },
                2 => Unmerge() with { Header = By(file.Owner) },
                3 => Propose(random.NextOf(Jiangsu, Guangdong, Zhejiang), by: file.Owner, approved: _now),
                4 => Answer(random.Next(3) > 0, file.Transfer?.To),
                _ => Facts(Fact($"F-{random.Next(40)}", 7)) with { Header = By(random.NextOf(Jiangsu, Guangdong, Zhejiang)) },
            });
        }

        public void DeliverAll()
        {
            while (_underWay.Count > 0)
            {
                Deliver(random.Next(_underWay.Count), keep: false);
            }
        }

        private void Deliver(int index, bool keep)
        {
            var (key, command) = _underWay[index];
            if (!keep)
            {
                _underWay.RemoveAt(index);
            }
            // As the grain does: a request that was carried out is not carried out again.
            if (!_answered.Contains((key, command.Header.RequestId)) && Send(key, command))
            {
                _answered.Add((key, command.Header.RequestId));
            }
        }

        private bool Send(string key, CaseCommand command)
        {
            var before = Files[key];
            var decision = CaseMachine.Decide(before, command, _now);
            foreach (var happened in decision.Events)
            {
                var after = Files[key] = CaseMachine.Apply(before, happened);
                Assert.True(after.Owner == before.Owner || (happened is TransferAccepted && after.Epoch == before.Epoch + 1));
                National += happened is CaseMerged ? -1 : happened is CaseUnmerged ? 1 : 0;
                _underWay.AddRange(_reaction.Commands(Entry(key, happened)));
            }
            return !decision.Events.IsEmpty;
        }

        private LogEntry Entry(string key, CaseEvent happened)
        {
            var body = JsonSerializer.Serialize(happened, Json);
            var type = JsonDocument.Parse(body).RootElement.GetProperty("$type").GetString()!;
            return new(++_version, "case", key, _version, 1, type, [], Guid.Empty, "", "", "officer-1", "", _now, _now, _now, body);
        }
    }
}
