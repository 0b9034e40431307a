using Xunit;

namespace Coordination.Jurisdictions;

public sealed class JurisdictionTests
{
    private static readonly JurisdictionCode Guangdong = new("440000");

    [Fact]
    public void The_reference_data_has_31_provincial_jurisdictions_and_XPCC_and_three_that_are_data_only()
    {
        Assert.Equal(32, Divisions.All.Count(division => division.IsOperational));
        Assert.True(Divisions.IsOperational(new("XPCC")));
        Assert.All(["710000", "810000", "820000"], code => Assert.Equal(DivisionKind.DataOnly, Divisions.Find(new(code))!.Kind));
        Assert.Equal(("广东", "Guangdong"), (Divisions.Find(Guangdong)!.Chinese, Divisions.Find(Guangdong)!.English));
        Assert.Equal(Divisions.All.Select(division => division.Code).Order(), Divisions.All.Select(division => division.Code));
        Assert.Equal(36, Divisions.All.Select(division => division.Code).Distinct().Count());
    }

    [Theory]
    [InlineData("310000", "440000", Reason.JurisdictionMismatch)]
    [InlineData("000000", "440000", Reason.JurisdictionMismatch)]
    [InlineData("810000", "810000", Reason.StateTransitionInvalid)]
    [InlineData("990000", "990000", Reason.ResourceNotFound)]
    public void A_profile_is_set_by_the_jurisdiction_itself_and_only_if_it_takes_part(string caller, string code, Reason expected) =>
        Assert.Equal(expected, JurisdictionMachine.Decide(new(), Update(caller, code, new(1, 2))).Rejection?.Reason);

    [Fact]
    public void What_is_not_given_stays_as_it_was()
    {
        var profile = Fold(new(), Update("440000", "440000", new(12, 300)) with { Systems = ["b", "a", "b"] });

        var next = Fold(profile, Update("440000", "440000", null) with { Desk = new(new("key", "desk"), new("key", "phone")) });

        Assert.Equal(["a", "b"], next.Systems);
        Assert.Equal(new Capacity(12, 300), next.Capacity);
        Assert.NotNull(next.Desk);
    }

    private static UpdateJurisdiction Update(string caller, string code, Capacity? capacity) =>
        new(new(Guid.Empty, "test", "", "system", new(caller)), new(code), null, [], capacity);

    private static JurisdictionProfile Fold(JurisdictionProfile profile, JurisdictionCommand command) =>
        JurisdictionMachine.Decide(profile, command).Events.Aggregate(profile, JurisdictionMachine.Apply);
}
