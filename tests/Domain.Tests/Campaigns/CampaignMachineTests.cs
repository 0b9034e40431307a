using Xunit;
using static Coordination.Campaigns.TestReplay;

namespace Coordination.Campaigns;

public sealed class CampaignMachineTests
{
    private static readonly CommandHeader Ministry = new(Guid.Empty, "test", "", "commander", JurisdictionCode.Ministry);
    private static readonly CommandHeader Province = Ministry with { Jurisdiction = new("440000") };
    private static readonly CreateCampaign Create =
        new(Ministry, new("key", "text"), At(6, 1), At(12, 1).AddMilliseconds(-1), "TEST-17", [new("440000"), new("310000")]);
    private static readonly Campaign Open = Fold(new(), Create);

    public static TheoryData<CreateCampaign, string> Contradictions => new()
    {
        { Create with { End = At(5, 1) }, "end_time" },
        { Create with { End = Create.End.AddTicks(1) }, "end_time" },
        { Create with { KeyLabel = "" }, "key_label" },
        { Create with { KeyJurisdictions = [new("440000"), new("440000")] }, "key_jurisdictions[1]" },
        { Create with { KeyJurisdictions = [new("810000")] }, "key_jurisdictions[0]" },
        { Create with { KeyJurisdictions = [JurisdictionCode.Ministry] }, "key_jurisdictions[0]" },
    };

    [Theory, MemberData(nameof(Contradictions))]
    public void A_definition_that_contradicts_itself_is_refused_by_its_field(CreateCampaign command, string field)
    {
        var decision = CampaignMachine.Decide(new(), command);

        Assert.Equal(Reason.FieldInvalid, decision.Rejection?.Reason);
        Assert.Equal([field], decision.Rejection!.Violations.Select(violation => violation.Subject));
    }

    public static TheoryData<Campaign, CampaignCommand, Reason> Refusals => new()
    {
        { new(), Create with { Header = Province }, Reason.JurisdictionMismatch },
        { Open, Create, Reason.ResourceAlreadyExists },
        { new(), new CloseCampaign(Ministry), Reason.ResourceNotFound },
        { Open, new CloseCampaign(Province), Reason.NotOwner },
        { Fold(Open, new CloseCampaign(Ministry)), new CloseCampaign(Ministry), Reason.CampaignClosed },
    };

    [Theory, MemberData(nameof(Refusals))]
    public void Refuses(Campaign campaign, CampaignCommand command, Reason expected) =>
        Assert.Equal(expected, CampaignMachine.Decide(campaign, command).Rejection?.Reason);

    [Fact]
    public void The_window_holds_both_its_ends_and_all_of_the_last_millisecond()
    {
        Assert.True(Open.Window.Contains(Open.Window.Start));
        Assert.True(Open.Window.Contains(Open.Window.End.AddTicks(9_999)));
        Assert.False(Open.Window.Contains(Open.Window.End.AddMilliseconds(1)));
        Assert.False(Open.Window.Contains(Open.Window.Start.AddTicks(-1)));
    }

    private static Campaign Fold(Campaign campaign, CampaignCommand command) =>
        CampaignMachine.Decide(campaign, command).Events.Aggregate(campaign, CampaignMachine.Apply);
}
