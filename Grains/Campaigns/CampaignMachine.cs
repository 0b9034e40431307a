using System.Globalization;
using Coordination.Core;
using Coordination.Jurisdictions;
using static Coordination.Core.Refusals;

namespace Coordination.Campaigns;

/// <summary>A campaign is opened by the ministry, stands as opened, and is closed once.</summary>
public static class CampaignMachine
{
    public static Decision<CampaignEvent> Decide(Campaign campaign, CampaignCommand command) => command switch
    {
        CreateCampaign { Header.Jurisdiction: { IsMinistry: false } caller } =>
            Refuse(Reason.JurisdictionMismatch, "The ministry opens campaigns.").With("caller", caller.Value)
                .With("required", JurisdictionCode.Ministry.Value),
        CreateCampaign when campaign.Exists => Refuse(Reason.ResourceAlreadyExists, "This campaign is open already."),
        CreateCampaign c when Violations(c) is { Count: > 0 } violations => Refuse(Reason.FieldInvalid, "The definition contradicts itself.", violations),
        CreateCampaign c => new CampaignCreated(
            c.Header.Jurisdiction, c.Title, new(c.Start, c.End), c.KeyLabel, [.. c.KeyJurisdictions.Order()]),

        _ when !campaign.Exists => NotFound(),
        _ when command.Header.Jurisdiction != campaign.Owner =>
            Refuse(Reason.NotOwner, $"{campaign.Owner} commands this campaign.").With("currentOwner", campaign.Owner.Value),
        CloseCampaign when campaign.Closed => Refuse(Reason.CampaignClosed, "The campaign is closed."),
        CloseCampaign => new CampaignClosed(),
        _ => Refuse(Reason.StateTransitionInvalid, $"A campaign does not take {command.GetType().Name}."),
    };

    public static Campaign Apply(Campaign campaign, CampaignEvent happened) => happened switch
    {
        CampaignCreated e => new()
        {
            Owner = e.Owner, Title = e.Title, Window = e.Window, KeyLabel = e.KeyLabel, KeyJurisdictions = e.KeyJurisdictions,
        },
        CampaignClosed => campaign with { Closed = true },
        _ => campaign,
    };

    private static List<Violation> Violations(CreateCampaign command)
    {
        var violations = new List<Violation>();
        if (command.End < command.Start)
        {
            violations.Add(new("end_time", "Lies before start_time."));
        }
        // The window includes its last millisecond: a finer end would leave in doubt what is inside.
        if (command.Start.Ticks % TimeSpan.TicksPerMillisecond != 0 || command.End.Ticks % TimeSpan.TicksPerMillisecond != 0)
        {
            violations.Add(new("end_time", "Both ends are whole milliseconds."));
        }
        if (command.KeyJurisdictions.Length > 0 && command.KeyLabel.Length == 0)
        {
            violations.Add(new("key_label", "Say where the list of key provinces comes from."));
        }
        violations.AddRange(command.KeyJurisdictions
            .Select((code, index) => (code, subject: string.Create(CultureInfo.InvariantCulture, $"key_jurisdictions[{index}]")))
            .Where((key, index) => !Divisions.IsOperational(key.code) || command.KeyJurisdictions.IndexOf(key.code) < index)
            .Select(key => new Violation(key.subject, "Is not an operational jurisdiction, or is named twice.")));
        return violations;
    }
}
