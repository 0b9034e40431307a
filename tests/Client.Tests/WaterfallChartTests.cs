using Coordination.Client.Matching;
using Coordination.V1;
using Xunit;

namespace Coordination.Client.Tests;

public sealed class WaterfallChartTests
{
    private static readonly Match Pair = new()
    {
        Name = "matches/00",
        Weight = 3,
        MeanWeight = 3,
        LinkMin = 0.1,
        ReviewMin = 1,
        Reasons = { "GroundsTooFew" },
        Waterfall =
        {
            new MatchEvidence { Comparison = "prior", Bits = -4 },
            new MatchEvidence { Comparison = "phone", Level = "Same", Bits = 8 },
            new MatchEvidence { Comparison = "sex", Level = "Different", Bits = -1 },
        },
    };

    [Fact]
    public void Each_step_starts_where_the_one_before_ended_and_the_last_one_ends_at_the_weight()
    {
        var steps = WaterfallChart.Steps(Pair);

        Assert.Equal([(0.0, -4.0), (-4.0, 4.0), (4.0, 3.0)], steps.Select(step => (step.From, step.To)));
        Assert.Equal(Pair.Weight, steps[^1].To);
    }

    [Fact]
    public void A_step_down_ends_left_of_where_it_began_on_the_scale_that_all_share()
    {
        var (down, up) = (WaterfallChart.Bar(0, -4, -4, 4), WaterfallChart.Bar(-4, 4, -4, 4));

        Assert.Equal(down.Length, up.Length);
        Assert.StartsWith("█", down, StringComparison.Ordinal);
        Assert.EndsWith(" ", down, StringComparison.Ordinal);
        Assert.DoesNotContain(' ', up);
    }

    [Fact]
    public void The_zero_is_marked_where_no_bar_covers_it() =>
        Assert.Contains('│', WaterfallChart.Bar(2, 4, -4, 4));

    [Fact]
    public void The_words_tell_the_verdict_the_thresholds_and_why()
    {
        var words = string.Join('\n', WaterfallChart.Words(Pair));

        Assert.Contains("Two persons: GroundsTooFew.", words, StringComparison.Ordinal);
        Assert.Contains("joined above 0.1", words, StringComparison.Ordinal);
        Assert.DoesNotContain("Judged", words, StringComparison.Ordinal);
    }
}
