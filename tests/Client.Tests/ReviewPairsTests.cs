using Coordination.Client.Exports;
using Coordination.V1;
using Xunit;

namespace Coordination.Client.Tests;

public sealed class ReviewPairsTests
{
    [Fact]
    public void A_pair_of_two_jurisdictions_is_joined_by_its_name_and_the_strongest_comes_first()
    {
        var guangdong = Part([Record("g1", "G-1"), Record("g2", "G-2")], [Pair("m1", 3, "g1"), Pair("m2", 7, "g1", "g2")]);
        var shanghai = Part([Record("s1", "A-1")], [Pair("m1", 3, "s1")]);

        var pairs = ReviewPairs.Join([guangdong, shanghai]);

        Assert.Equal([("G-1", "G-2"), ("A-1", "G-1")], pairs.Whole);
        Assert.Equal(0, pairs.Halves);
    }

    [Fact]
    public void A_pair_whose_other_record_nobody_may_name_is_counted_and_left_out()
    {
        var pairs = ReviewPairs.Join([Part([Record("g1", "G-1")], [Pair("m1", 3, "g1")])]);

        Assert.Empty(pairs.Whole);
        Assert.Equal(1, pairs.Halves);
    }

    private static DeskPart Part(SuspectRecord[] records, Match[] matches) => new(records, matches);

    private static SuspectRecord Record(string id, string sourceId) => new() { Name = $"suspectRecords/{id}", SourceRecordId = sourceId };

    private static Match Pair(string id, double weight, params string[] own) => new() { Name = $"matches/{id}", Weight = weight, OwnRecords = { own.Select(record => $"suspectRecords/{record}") } };
}
