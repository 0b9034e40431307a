using Coordination.Core;
using Coordination.Log;

namespace Coordination.Suspects;

/// <summary>A component takes records in, never loses one, and moves at most once.</summary>
public static class SuspectComponentMachine
{
    /// <summary>Metadata key that names the component to go to.</summary>
    public const string Survivor = "survivor";

    public static Decision<SuspectComponentEvent> Decide(SuspectComponent component, SuspectComponentCommand command, DateTimeOffset now) => (component, command) switch
    {
        ({ MovedInto: { } into }, MoveComponent m) when m.Into == into => Decision<SuspectComponentEvent>.Unchanged,
        ({ MovedInto: { } into }, _) => new Rejection(Reason.SuspectMerged, $"The component moved into {into}.").With(Survivor, into),

        ({ Exists: false }, MoveComponent) => Refusals.NotFound(),
        (_, MoveComponent m) => new ComponentMoved(m.Into, component.Members[0].Record),

        (_, SettleComponent s) => Refusal(component, s.Settlement) is { } refusal ? refusal : Settled(component, s.Settlement, []),
        (_, JudgeMatch j) => Refusal(component, j.Settlement) is { } refusal ? refusal : Judged(component, j, now),
        (_, NoteArrest a) => Refusal(component, a.Settlement) is { } refusal ? refusal : Arrested(component, a),

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
            Conflicts = e.Conflicts,
            Decisions = e.Decisions,
            Redirects = e.Redirects,
            Arrests = e.Arrests,
            ModelVersion = e.ModelVersion,
        },
        ArrestNoted e => component with { Arrests = component.Arrests.Add(e.Arrest) },
        ComponentMoved e => component with { MovedInto = e.Into },
        // What a vote or a decision changes is told by the settlement of the same write.
        _ => component,
    };

    /// <summary>All who hold a record in it may know of it; the gateway shows each only what is its own.</summary>
    public static ResourceIndex Index(SuspectComponent component) => new(
        JurisdictionCode.Ministry,
        component.MovedInto is null ? "SETTLED" : "MOVED",
        [.. component.Members.Select(m => m.Owner).Distinct().Order()]);

    /// <summary>The component as it would be with what moved in, before anything is computed anew.</summary>
    public static SuspectComponent With(this SuspectComponent component, Settlement settlement) => component with
    {
        Members = settlement.Members,
        Entities = [.. component.Entities, .. settlement.Absorbed.SelectMany(a => a.Entities), .. settlement.Alone.Select(r => new Entity(EntityNaming.IdOf(r), [r]))],
        // They are about other pairs of records: which of them comes later says nothing.
        Decisions = [.. component.Decisions, .. settlement.Absorbed.SelectMany(a => a.Decisions)],
        Arrests = [.. component.Arrests.Concat(settlement.Absorbed.SelectMany(a => a.Arrests)).Distinct()],
    };

    private static Rejection? Refusal(SuspectComponent component, Settlement settlement) =>
        component.Members.Any(held => !settlement.Members.Any(m => m.Record == held.Record && m.Version >= held.Version))
            ? Refusals.Refuse(Reason.EtagMismatch, "The component holds records that were not considered.")
            : null;

    private static Decision<SuspectComponentEvent> Judged(SuspectComponent component, JudgeMatch vote, DateTimeOffset now)
    {
        var judged = JudgementRules.Decide(component.With(vote.Settlement), vote, now);
        if (judged.Rejection is not null)
        {
            return judged;
        }
        var settled = Settled(component, vote.Settlement, judged.Events);
        return settled.Events.IsEmpty ? judged : new(judged.Events.AddRange(settled.Events), null);
    }

    private static Decision<SuspectComponentEvent> Arrested(SuspectComponent component, NoteArrest note)
    {
        var whole = component.With(note.Settlement);
        if (whole.MemberOf(note.Arrest.Record) is null)
        {
            return Refusals.NotFound();
        }
        var settled = Settled(component, note.Settlement, []);
        var known = whole.Arrests.Any(a => (a.Record, a.Case, a.Measure) == (note.Arrest.Record, note.Arrest.Case, note.Arrest.Measure));
        return known ? settled : new(settled.Events.Add(new ArrestNoted(note.Arrest)), null);
    }

    private static Decision<SuspectComponentEvent> Settled(SuspectComponent component, Settlement s, ImmutableArray<SuspectComponentEvent> votes)
    {
        var whole = component.With(s);
        var named = EntityNaming.Assign(
            component.Entities.Concat(s.Absorbed.SelectMany(a => a.Entities)), s.Alone, s.Clusters,
            component.Redirects.Concat(s.Absorbed.SelectMany(a => a.Redirects)).Distinct());
        var settled = new ComponentSettled(
            s.Members, s.Edges, named.Entities, s.Reviews, s.Conflicts, votes.Aggregate(whole.Decisions, JudgementRules.After),
            named.Moves, named.Redirects, s.ModelVersion)
        {
            Arrests = whole.Arrests,
            Told = [.. votes.OfType<MatchDecided>().SelectMany(d => d.SideA.Concat(d.SideB))],
        };
        return IsSame(component, settled) ? Decision<SuspectComponentEvent>.Unchanged : settled;
    }

    private static bool IsSame(SuspectComponent held, ComponentSettled now) =>
        held.Exists && held.ModelVersion == now.ModelVersion && now.Moves.IsEmpty
        && held.Members.SequenceEqual(now.Members) && held.Edges.SequenceEqual(now.Edges) && held.Reviews.SequenceEqual(now.Reviews)
        && held.Conflicts.SequenceEqual(now.Conflicts, JudgementConflicts.Same)
        && held.Decisions.SequenceEqual(now.Decisions) && held.Redirects.SequenceEqual(now.Redirects) && held.Arrests.SequenceEqual(now.Arrests);
}

/// <summary>Conflicts are the same if they are about the same pairs.</summary>
internal sealed class JudgementConflicts : IEqualityComparer<JudgementConflict>
{
    public static readonly JudgementConflicts Same = new();

    public bool Equals(JudgementConflict? x, JudgementConflict? y) =>
        x?.NotSame == y?.NotSame && x?.Evidence == y?.Evidence && (x?.Same ?? []).SequenceEqual(y?.Same ?? []);

    public int GetHashCode(JudgementConflict conflict) => conflict.NotSame.GetHashCode();
}
