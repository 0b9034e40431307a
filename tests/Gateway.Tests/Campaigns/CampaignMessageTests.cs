using Coordination.Gateway.Conventions;
using Coordination.V1;
using FluentValidation;
using Google.Protobuf;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Coordination.Gateway.Tests.Campaigns;

public sealed class CampaignMessageTests
{
    public static TheoryData<System.Type, System.Type> Enums => new()
    {
        { typeof(Groups.ChainStage), typeof(V1.ChainStage) },
        { typeof(Groups.LegalTier), typeof(V1.LegalTier) },
        { typeof(Groups.MemberRole), typeof(V1.MemberRole) },
        { typeof(Groups.MemberStanding), typeof(V1.MemberStanding) },
        { typeof(Groups.GroupStatus), typeof(V1.GroupStatus) },
        { typeof(Coordination.FocusArea), typeof(V1.FocusArea) },
        { typeof(Coordination.Campaigns.CampaignScope), typeof(V1.CampaignScope) },
    };

    [Theory, MemberData(nameof(Enums))]
    public void Enums_of_both_sides_share_names_and_numbers(System.Type inside, System.Type wire)
    {
        Assert.Equal(Values(inside), Values(wire));

        static IEnumerable<(string?, int)> Values(System.Type type) =>
            System.Enum.GetValuesAsUnderlyingType(type).Cast<int>().Select(value => (System.Enum.GetName(type, value), value));
    }

    public static TheoryData<IMessage, string[]> Wrong => new()
    {
        { new CreateGroupRequest(), ["title", "focus_area"] },
        { new UpdateGroupRequest { Title = new('a', 257), PoliceTerm = new('a', 65) }, ["title", "police_term"] },
        { new ConfirmGroupDismantledRequest(), ["officer", "document_number"] },
        { new GetGroupChainRequest { Depth = 5 }, ["depth"] },
        { new ModifyGroupRelationsRequest(), ["changes"] },
        { Changes(new GroupChange()), ["changes[0].change"] },
        { Changes(new GroupChange { AddMember = new() }), ["changes[0].add_member.suspect", "changes[0].add_member.role"] },
        { Changes(new GroupChange { EndMember = new() { Suspect = "suspects/s1" } }), ["changes[0].end_member.end_time"] },
        { Changes(new GroupChange { AddAction = new() { ActionId = "a", Stage = ChainStage.Ad, Jurisdiction = "x", ExecuteTime = new() } }),
            ["changes[0].add_action.jurisdiction"] },
        { Changes(new GroupChange { AddStage = ChainStage.Unspecified }), ["changes[0].add_stage"] },
        { Changes(new GroupChange { AddCase = "groups/g1" }, new GroupChange { AddUpstream = "cases/c1" }, new GroupChange { AddParticipant = "44" }),
            ["changes[0].add_case", "changes[1].add_upstream", "changes[2].add_participant"] },
        { new CreateCampaignRequest { KeyJurisdictions = { "guangdong" } }, ["title", "start_time", "end_time", "key_jurisdictions[0]"] },
        { new UpdateJurisdictionRequest(), ["profile"] },
        { new UpdateJurisdictionRequest { Profile = new() { ContactDesk = new(), Capacity = new() { Teams = -1, Officers = 1_000_001 } } },
            ["profile.contact_desk.title", "profile.contact_desk.phone", "profile.capacity.teams", "profile.capacity.officers"] },
    };

    [Theory, MemberData(nameof(Wrong))]
    public void All_that_is_wrong_is_told_by_field(IMessage request, string[] fields) =>
        Assert.Equal(fields, Rules().Check(request).Select(violation => violation.Subject));

    [Fact]
    public void Whole_changes_pass() => Assert.Empty(Rules().Check(Changes(
        new GroupChange { AddMember = new() { Suspect = "suspectRecords/r1", Role = MemberRole.Leader } },
        new GroupChange { AddAction = new() { ActionId = "a", Stage = ChainStage.Ad, Jurisdiction = "jurisdictions/440000", ExecuteTime = new() } },
        new GroupChange { RemoveUpstream = "groups/g1" })));

    private static ModifyGroupRelationsRequest Changes(params GroupChange[] changes) => new() { Changes = { changes } };

    private static RequestRules Rules()
    {
        var services = new ServiceCollection();
        foreach (var validator in AssemblyScanner.FindValidatorsInAssemblyContaining<RequestRules>())
        {
            services.AddSingleton(validator.InterfaceType, validator.ValidatorType);
        }
        return new(services.BuildServiceProvider());
    }
}
