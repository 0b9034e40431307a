using Coordination.Suspects;
using Xunit;

namespace Coordination.Domain.Tests.Suspects;

/// <summary>Names of persons last: M5 and M6 of B10 count and undo persons by them.</summary>
public sealed class EntityNamingTests
{
    [Fact]
    public void A_new_person_is_named_after_its_lowest_record()
    {
        var named = EntityNaming.Assign([], [], [["record-b", "record-a"]], []);

        Assert.Equal("a", Assert.Single(named.Entities).Id);
        Assert.Empty(named.Moves);
    }

    [Fact]
    public void A_record_that_was_known_alone_keeps_its_name_when_another_joins_it()
    {
        var named = EntityNaming.Assign([], alone: ["record-b"], [["record-a", "record-b"]], []);

        Assert.Equal("b", Assert.Single(named.Entities).Id);
        Assert.Empty(named.Moves);
    }

    [Fact]
    public void The_larger_part_keeps_the_id_and_the_other_leads_to_it()
    {
        Entity one = new("x", ["record-a", "record-b"]), other = new("y", ["record-c", "record-d"]);

        var named = EntityNaming.Assign([one, other], [], [["record-a", "record-b", "record-c", "record-d"]], []);

        Assert.Equal("x", Assert.Single(named.Entities).Id);
        Assert.Equal([new Redirect("y", "x")], named.Redirects);
        var move = Assert.Single(named.Moves);
        Assert.Equal(("y", "x", true), (move.From, move.To, move.Merged));
    }

    [Fact]
    public void A_name_of_a_record_alone_needs_no_redirect_because_the_record_tells_where_it_is()
    {
        var named = EntityNaming.Assign([new("x", ["record-a", "record-b"])], alone: ["record-c"], [["record-a", "record-b", "record-c"]], []);

        Assert.Empty(named.Redirects);
        Assert.Equal(("c", "x", true), Assert.Single(named.Moves.Select(m => (m.From, m.To, m.Merged))));
    }

    [Fact]
    public void A_split_keeps_the_id_with_the_larger_part_and_never_gives_one_to_two()
    {
        Entity whole = new("a", ["record-a", "record-b", "record-c"]);

        var named = EntityNaming.Assign([whole], [], [["record-a"], ["record-b", "record-c"]], []);

        Assert.Equal(["record-b", "record-c"], named.Entities.Single(e => e.Id == "a").Records);
        Assert.Equal("a-2", named.Entities.Single(e => e.Id != "a").Id);
        Assert.Empty(named.Redirects);
        Assert.Equal(("a", "a-2", false), Assert.Single(named.Moves.Select(m => (m.From, m.To, m.Merged))));
    }

    [Fact]
    public void Undoing_a_merge_gives_back_the_names_that_were_there()
    {
        Entity one = new("a", ["record-a", "record-b"]), other = new("c", ["record-c", "record-d"]);
        var merged = EntityNaming.Assign([one, other], [], [["record-a", "record-b", "record-c", "record-d"]], []);

        var undone = EntityNaming.Assign(merged.Entities, [], [["record-a", "record-b"], ["record-c", "record-d"]], merged.Redirects);

        Assert.Equal([("a", "record-a,record-b"), ("c", "record-c,record-d")], undone.Entities.Select(e => (e.Id, string.Join(',', e.Records))));
        Assert.Empty(undone.Redirects);
    }

    [Fact]
    public void A_retired_id_is_given_to_nobody_but_the_person_of_the_record_it_is_named_after()
    {
        Redirect[] retired = [new("a", "x"), new("b", "x")];

        var named = EntityNaming.Assign([new("x", ["record-x"])], [], [["record-x"], ["record-a"], ["record-c"]], retired);

        Assert.Equal(["a", "c", "x"], named.Entities.Select(e => e.Id));
        Assert.Equal([new Redirect("b", "x")], named.Redirects);
    }

    [Theory, InlineData(1), InlineData(2), InlineData(3)]
    public void The_order_of_persons_and_records_does_not_matter(int seed)
    {
        var random = new Random(seed);
        List<Entity> before = [new("p", ["record-1", "record-2"]), new("q", ["record-3"]), new("r", ["record-4", "record-5"])];
        List<ImmutableArray<string>> after = [["record-1", "record-3"], ["record-2", "record-4", "record-5"], ["record-6"]];
        var expected = EntityNaming.Assign(before, [], after, []);

        var shuffled = EntityNaming.Assign(
            before.OrderBy(_ => random.Next()), [], after.OrderBy(_ => random.Next()).Select(c => c.OrderBy(_ => random.Next()).ToImmutableArray()), []);

        Assert.Equal(expected.Entities.Select(e => (e.Id, string.Join(',', e.Records))), shuffled.Entities.Select(e => (e.Id, string.Join(',', e.Records))));
        Assert.Equal(expected.Redirects, shuffled.Redirects);
    }
}
