using Coordination.Core;
using Coordination.Log;

namespace Coordination.Suspects;

/// <summary>A component takes records in, never loses one, and moves at most once.</summary>
public static class SuspectComponentMachine
{
    /// <summary>Metadata key that names the component to go to.</summary>
    public const string Survivor = "survivor";

    public static Decision<SuspectComponentEvent> Decide(SuspectComponent component, SuspectComponentCommand command) => (component, command) switch
    {
        ({ MovedInto: { } into }, MoveComponent m) when m.Into == into => Decision<SuspectComponentEvent>.Unchanged,
        ({ MovedInto: { } into }, _) => new Rejection(Reason.SuspectMerged, $"The component moved into {into}.").With(Survivor, into),

        (_, MoveComponent m) => new ComponentMoved(m.Into, m.Founder),

        (_, SettleComponent s) when component.Members.Any(held => !s.Members.Any(m => m.Record == held.Record && m.Version >= held.Version)) =>
            Refusals.Refuse(Reason.EtagMismatch, "The component holds records that were not considered."),
        (_, SettleComponent s) => Settled(component, s),

        _ => Refusals.Refuse(Reason.StateTransitionInvalid, $"A component does not take {command.GetType().Name}."),
    };

    public static SuspectComponent Apply(SuspectComponent component, SuspectComponentEvent happened) => happened switch
    {
        ComponentSettled e => component with
        {
            Members = e.Members,
            Edges = e.Edges,
            Entities = e.Entities,
            Reviews = e.Reviews,
            Redirects = e.Redirects,
            ModelVersion = e.ModelVersion,
        },
        ComponentMoved e => (component.Exists ? component : component with { Members = [e.Founder] }) with { MovedInto = e.Into },
        _ => component,
    };

    /// <summary>All who hold a record in it may know of it; the gateway shows each only what is its own.</summary>
    public static ResourceIndex Index(SuspectComponent component) => new(
        JurisdictionCode.Ministry,
        component.MovedInto is null ? "SETTLED" : "MOVED",
        [.. component.Members.Select(m => m.Owner).Distinct().Order()]);

    private static ComponentSettled Settled(SuspectComponent component, SettleComponent s)
    {
        var redirects = component.Redirects.Concat(s.Absorbed.SelectMany(a => a.Redirects)).Distinct().ToList();
        var (entities, merged) = EntityNaming.Assign(
            component.Entities.Concat(s.Absorbed.SelectMany(a => a.Entities)), s.Clusters, redirects.Select(r => r.From));
        return new(s.Members, s.Edges, entities, s.Reviews, merged,
            [.. redirects.Concat(merged).OrderBy(r => r.From, StringComparer.Ordinal)], s.ModelVersion);
    }
}
