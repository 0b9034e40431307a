namespace Coordination.Cases;

public static partial class CaseMachine
{
    /// <summary>Copies facts and decides nothing, so that an old event keeps its meaning.</summary>
    public static CaseFile Apply(CaseFile file, CaseEvent happened) => happened switch
    {
        CaseReported e => new()
        {
            Owner = e.Owner,
            Epoch = 1,
            Status = CaseStatus.Reported,
            Since = e.At,
            CaseNumber = e.CaseNumber,
            RegisteredBy = e.Owner,
            Title = e.Title,
            Summary = e.Summary,
            FocusArea = e.FocusArea,
            Offences = e.Offences,
            Source = e.Source,
            ReferringAgency = e.ReferringAgency,
        },
        CaseDescribed e => file with
        {
            Title = e.Title ?? file.Title,
            Summary = e.Summary ?? file.Summary,
            FocusArea = e.FocusArea ?? file.FocusArea,
            Offences = e.Offences ?? file.Offences,
        },
        CaseTransition e => Moved(file, e) with { Status = e.To, Since = e.At, Clocks = e.Clocks },
        SuspectTerminated e => file with { TerminatedSuspects = file.TerminatedSuspects.Add(e.Grounds.Suspect) },
        FactsRecorded e => file with { Facts = file.Facts.AddRange(e.Lines) },
        MeasureImposed e => Imposed(file, e.Measure),
        MeasureLifted e => Lifted(file with { Clocks = file.Clocks.AddRange(e.Clocks) }, e.At, measure => measure.Id == e.MeasureId),
        ClockLapsed e => file with
        {
            Clocks = file.Clocks.RemoveAll(clock => clock.Kind == e.Kind),
            Measures = file.Measures.RemoveAll(measure => measure.Clocks.Any(clock => clock.Kind == e.Kind && clock.Lapses)),
        },

        TransferProposed e => file with { Transfer = new(e.To, e.At, e.ExpiresAt, e.Approval.Article, e.NoticeNumber) },
        TransferAccepted e => file with { Owner = e.To, Epoch = e.Epoch, Transfer = null, KnownTo = Knowing(file.KnownTo.Add(e.From), e.To) },
        TransferDeclined or TransferExpired => file with { Transfer = null },

        CaseMerged e => file with
        {
            Status = CaseStatus.Merged,
            Merged = new(e.Into, e.From, e.Ground, e.At, e.IntoOwner, e.Round),
            Merges = e.Round,
            KnownTo = Knowing(file.KnownTo.Add(e.IntoOwner), file.Owner),
        },
        CaseUnmerged e => file with { Status = e.Restored, Merged = null },
        CaseAbsorbed e => WithJoined(file, e.Joined) with { KnownTo = Knowing(file.KnownTo.Add(e.Joined.Owner), file.Owner) },
        CaseReleased e => WithJoined(file, new(e.Case, e.Round, false, e.Owner, [], null)),
        AbsorptionRefused => file,
        GroupNoted e => file with { Groups = e.Linked ? file.Groups.Add(e.GroupId) : file.Groups.Remove(e.GroupId) },
        _ => throw new InvalidOperationException($"A case has no event {happened.GetType().Name}."),
    };

    private static CaseFile Moved(CaseFile file, CaseTransition happened) => happened switch
    {
        CaseFiled e => file with
        {
            Before = e.From,
            FilingNumbers = file.FilingNumbers.Add(e.Grounds.FilingNumber),
            FirstFiledAt = file.FirstFiledAt ?? e.At,
            FiledAt = e.At,
            Coerced = false,
            CoercionEndedAt = null,
        },
        CaseWithdrawn e => Lifted(file, e.At, _ => true) with { Before = e.From },
        CaseNotProsecuted e => Lifted(file, e.At, _ => true) with { Before = CaseStatus.Unspecified },
        CaseReturned => file with { Before = CaseStatus.Unspecified, Returns = file.Returns + 1 },
        DecisionRevoked { From: CaseStatus.Filed } e => Lifted(file, e.At, _ => true) with
        {
            Before = CaseStatus.Unspecified,
            FiledAt = null,
            FirstFiledAt = file.FilingNumbers.Length > 1 ? file.FirstFiledAt : null,
        },
        // What others decided, or what has left the police, is not theirs to revoke.
        DecisionRevoked or CaseAccepted or CaseReferred or CaseIndicted or CaseHandedOver => file with { Before = CaseStatus.Unspecified },
        _ => file with { Before = happened.From },
    };

    private static CaseFile Imposed(CaseFile file, Measure measure)
    {
        if (!MeasureRules.IsCoercive(measure.Kind))
        {
            return file with { Measures = file.Measures.Add(measure) };
        }
        // One measure of this kind at a time binds a person: arrest or bail takes the place of detention. E17-25 counts anew after it.
        var others = file.Measures.RemoveAll(m => MeasureRules.IsCoercive(m.Kind) && m.Suspect == measure.Suspect);
        var clocks = file.Clocks.RemoveAll(clock => MeasureRules.EndsWithCoercion(clock.Kind));
        return file with { Measures = others.Add(measure), Clocks = clocks, Coerced = true, CoercionEndedAt = null };
    }

    private static CaseFile Lifted(CaseFile file, DateTimeOffset at, Predicate<Measure> which)
    {
        var left = file.Measures.RemoveAll(which);
        var freed = file.Measures.Any(m => MeasureRules.IsCoercive(m.Kind)) && !left.Any(m => MeasureRules.IsCoercive(m.Kind));
        return file with { Measures = left, CoercionEndedAt = freed ? at : file.CoercionEndedAt };
    }

    private static CaseFile WithJoined(CaseFile file, JoinedCase joined) => file with
    {
        Joined = [.. file.Joined.Where(j => j.Case != joined.Case).Append(joined).OrderBy(j => j.Case, StringComparer.Ordinal)],
    };

    private static ImmutableArray<JurisdictionCode> Knowing(ImmutableArray<JurisdictionCode> known, JurisdictionCode owner) =>
        [.. known.Where(code => code != owner).Distinct().Order()];
}
