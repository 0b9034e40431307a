namespace Coordination.Resolution.Tests;

public class EntityIdsTests
{
    [Fact]
    public void The_largest_part_keeps_the_id_and_the_rest_is_split_off()
    {
        var assignment = EntityIds.Assign([new Entity("E1", ["a", "b", "c"])], [Cluster("a"), Cluster("b", "c")], NewId);

        Assert.Equal(["new-a", "E1"], assignment.Entities.Select(entity => entity.Id));
        var split = Assert.IsType<EntitySplit>(Assert.Single(assignment.Changes));
        Assert.Equal(("E1", "new-a"), (split.From, split.To));
        Assert.Equal(["a"], split.Records);
    }

    [Fact]
    public void Of_two_that_become_one_the_larger_survives_and_the_other_redirects()
    {
        var assignment = EntityIds.Assign([new Entity("E1", ["a"]), new Entity("E2", ["b", "c"])], [Cluster("a", "b", "c")], NewId);

        Assert.Equal("E2", Assert.Single(assignment.Entities).Id);
        Assert.Equal(new EntityMerged("E1", "E2"), Assert.Single(assignment.Changes));
    }

    [Fact]
    public void A_tie_goes_to_the_first_record()
    {
        var assignment = EntityIds.Assign([new Entity("E9", ["a"]), new Entity("E1", ["b"])], [Cluster("a", "b")], NewId);

        Assert.Equal("E9", Assert.Single(assignment.Entities).Id);
    }

    [Fact]
    public void Records_that_change_sides_are_named()
    {
        var assignment = EntityIds.Assign([new Entity("E1", ["a", "b", "c"]), new Entity("E2", ["d", "e"])], [Cluster("a", "b"), Cluster("c", "d", "e")], NewId);

        Assert.Equal(["E1", "E2"], assignment.Entities.Select(entity => entity.Id));
        var split = Assert.IsType<EntitySplit>(Assert.Single(assignment.Changes));
        Assert.Equal(("E1", "E2", "c"), (split.From, split.To, Assert.Single(split.Records)));
    }

    [Fact]
    public void Nothing_changed_means_no_change() =>
        Assert.Empty(EntityIds.Assign([new Entity("E1", ["a", "b"])], [Cluster("b", "a")], NewId).Changes);

    private static RecordCluster Cluster(params string[] records) => new([.. records.Order(StringComparer.Ordinal)]);

    private static string NewId(string record) => $"new-{record}";
}
