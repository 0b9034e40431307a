using Coordination.Suspects;
using Xunit;

namespace Coordination.Domain.Tests.Suspects;

/// <summary>Names of persons last: M5 and M6 of B10 count and undo persons by them.</summary>
public sealed class EntityNamingTests
{
    [Fact]
    public void A_new_person_is_named_after_its_lowest_record()
    {
        var (entities, merged) = EntityNaming.Assign([], [["record-b", "record-a"]], []);

        Assert.Equal("a", Assert.Single(entities).Id);
        Assert.Empty(merged);
    }

    [Fact]
    public void The_larger_part_keeps_the_id_and_the_other_leads_to_it()
    {
        Entity one = new("x", ["record-a", "record-b"]), other = new("y", ["record-c"]);

        var (entities, merged) = EntityNaming.Assign([one, other], [["record-a", "record-b", "record-c"]], []);

        Assert.Equal("x", Assert.Single(entities).Id);
        Assert.Equal([new Redirect("y", "x")], merged);
    }

    [Fact]
    public void A_split_keeps_the_id_with_the_larger_part_and_never_gives_one_twice()
    {
        Entity whole = new("a", ["record-a", "record-b", "record-c"]);

        var (entities, merged) = EntityNaming.Assign([whole], [["record-a"], ["record-b", "record-c"]], retired: []);

        Assert.Equal(["record-b", "record-c"], entities.Single(e => e.Id == "a").Records);
        Assert.Equal("a-2", entities.Single(e => e.Id != "a").Id);
        Assert.Empty(merged);
    }

    [Fact]
    public void A_retired_id_is_not_given_again()
    {
        var (entities, _) = EntityNaming.Assign([], [["record-a"]], retired: ["a", "a-2"]);

        Assert.Equal("a-3", Assert.Single(entities).Id);
    }

    [Theory, InlineData(1), InlineData(2), InlineData(3)]
    public void The_order_of_persons_and_records_does_not_matter(int seed)
    {
        var random = new Random(seed);
        List<Entity> before = [new("p", ["record-1", "record-2"]), new("q", ["record-3"]), new("r", ["record-4", "record-5"])];
        List<ImmutableArray<string>> after = [["record-1", "record-3"], ["record-2", "record-4", "record-5"], ["record-6"]];
        var expected = EntityNaming.Assign(before, after, []);

        var shuffled = EntityNaming.Assign(
            before.OrderBy(_ => random.Next()), after.OrderBy(_ => random.Next()).Select(c => c.OrderBy(_ => random.Next()).ToImmutableArray()), []);

        Assert.Equal(expected.Entities.Select(e => (e.Id, string.Join(',', e.Records))), shuffled.Entities.Select(e => (e.Id, string.Join(',', e.Records))));
        Assert.Equal(expected.Merged, shuffled.Merged);
    }
}
