using Coordination.Gateway.Conventions;
using Coordination.Suspects;
using Xunit;

namespace Coordination.Gateway.Tests.Conventions;

/// <summary>Names of matches: the same for all, read by the gateway alone.</summary>
public sealed class MatchNamesTests
{
    private static readonly MatchNames Names = new(new(new byte[32]));
    private static readonly RecordPair Pair = new($"record-{new string('1', 32)}", $"record-{new string('2', 32)}");

    [Fact]
    public void A_name_reads_back_as_its_pair_and_is_always_the_same()
    {
        Assert.Equal(Pair, Names.Read(Names.Of(Pair)));
        Assert.Equal(Names.Of(Pair), Names.Of(Pair));
        Assert.True(Require.IsName(Names.Of(Pair), MatchNames.Collection));
    }

    [Fact]
    public void Names_of_pairs_with_a_record_in_common_have_nothing_in_common()
    {
        var other = Names.Of(Pair with { RecordB = $"record-{new string('3', 32)}" });

        Assert.DoesNotContain(new string('1', 8), Names.Of(Pair), StringComparison.Ordinal);
        Assert.True(Names.Of(Pair).Zip(other).Count(digits => digits.First == digits.Second) < 40, "they agree by more than chance and the collection's name.");
    }

    [Fact]
    public void A_name_of_another_store_an_altered_one_or_one_spelt_otherwise_is_none()
    {
        var name = Names.Of(Pair);
        var key = new byte[32];
        key[0] = 1;

        Assert.Null(new MatchNames(new(key)).Read(name));
        for (var i = "matches/".Length; i < name.Length; i++)
        {
            Assert.Null(Names.Read($"{name[..i]}{(name[i] == '0' ? '1' : '0')}{name[(i + 1)..]}"));
        }
        Assert.Null(Names.Read($"matches/{name["matches/".Length..].ToUpperInvariant()}"));
        Assert.Null(Names.Read("matches/"));
        Assert.Null(Names.Read($"{name}00"));
    }
}
