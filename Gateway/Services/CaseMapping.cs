using Coordination.Cases;
using Coordination.Log;
using Google.Protobuf.WellKnownTypes;

namespace Coordination.Gateway.Services;

/// <summary>Cases as the wire shows them. Enums of wire and domain have the same numbers, which a test keeps.</summary>
public static class CaseMapping
{
    public const string Collection = "cases", KeyPrefix = "case", Records = "suspectRecords", RecordPrefix = "record";

    private static readonly string[] OwnersFields =
        ["title", "summary", "filing_numbers", "terminated_suspects", "facts", "total_amount", "seed_literal_total_amount", "measures", "clocks"];

    /// <summary>True for whom all of the case is open: its owner, who is offered it, and the ministry. Others who may know of it see that it is there.</summary>
    public static bool SeesAll(CaseFile file, JurisdictionCode viewer) => viewer == file.Owner || viewer == file.Transfer?.To || viewer.IsMinistry;

    public static bool SeesNumber(CaseFile file, JurisdictionCode viewer) => viewer == file.Owner || viewer == file.RegisteredBy;

    /// <param name="title">Opened title; empty if it is not the viewer's to read.</param>
    public static V1.Case ToProto(this CaseFile file, string key, int version, JurisdictionCode viewer, string title, string summary)
    {
        var shown = new V1.Case
        {
            Name = Require.NameOf(key, Collection),
            Jurisdiction = file.Owner.Value,
            Epoch = file.Epoch,
            FocusArea = (V1.FocusArea)file.FocusArea,
            Offences = { file.Offences },
            ReportSource = (V1.ReportSource)file.Source,
            ReferringAgency = file.ReferringAgency,
            Status = (V1.CaseStatus)file.Status,
            StatusTime = file.Since.ToTimestamp(),
            FirstFileTime = file.FirstFiledAt?.ToTimestamp(),
            FileTime = file.FiledAt?.ToTimestamp(),
            ReturnCount = file.Returns,
            PendingTransfer = file.Transfer?.ToProto(),
            MergedInto = file.Merged is { } merged ? Require.NameOf(merged.Into, Collection) : "",
            FormerNames = { file.Joined.Where(j => j.Active).Select(j => Require.NameOf(j.Case, Collection)) },
            Etag = Etags.Of(version),
        };
        if (SeesNumber(file, viewer))
        {
            shown.CaseNumber = file.CaseNumber;
        }
        else
        {
            shown.RedactedFields.Add("case_number");
        }
        if (SeesAll(file, viewer))
        {
            shown.Title = title;
            shown.Summary = summary;
            AddContent(shown, file);
        }
        else
        {
            shown.RedactedFields.Add(OwnersFields);
        }
        return shown;
    }

    /// <summary>One entry of a case's history.</summary>
    public static V1.CaseStateChange ToProto(this LogEntry entry, bool seesAll)
    {
        var happened = CaseLog.EventOf(entry);
        var (from, to, approval) = happened switch
        {
            CaseReported => (CaseStatus.Unspecified, CaseStatus.Reported, null),
            CaseTransition e => (e.From, e.To, e.Approval),
            CaseMerged e => (e.From, CaseStatus.Merged, e.Approval),
            CaseUnmerged e => (CaseStatus.Merged, e.Restored, e.Approval),
            SuspectTerminated e => (CaseStatus.Unspecified, CaseStatus.Unspecified, e.Approval),
            MeasureImposed e => (CaseStatus.Unspecified, CaseStatus.Unspecified, e.Approval),
            MeasureLifted e => (CaseStatus.Unspecified, CaseStatus.Unspecified, e.Approval),
            TransferProposed e => (CaseStatus.Unspecified, CaseStatus.Unspecified, e.Approval),
            _ => (CaseStatus.Unspecified, CaseStatus.Unspecified, (Approval?)null),
        };
        return new()
        {
            Type = entry.EventType,
            Revision = entry.Version,
            FromStatus = (V1.CaseStatus)from,
            ToStatus = (V1.CaseStatus)to,
            Actor = seesAll ? entry.Actor : "",
            Approval = seesAll ? approval?.ToProto() : null,
            EventTime = entry.EventTime.ToTimestamp(),
            DecideTime = entry.DecidedAt.ToTimestamp(),
            RecordTime = entry.RecordedAt.ToTimestamp(),
            Jurisdictions = { entry.Jurisdictions.Select(code => code.Value) },
            NewOwner = happened is TransferAccepted taken ? taken.To.Value : "",
            OtherCase = happened switch
            {
                CaseMerged e => Require.NameOf(e.Into, Collection),
                CaseUnmerged e => Require.NameOf(e.Into, Collection),
                CaseAbsorbed e => Require.NameOf(e.Joined.Case, Collection),
                AbsorptionRefused e => Require.NameOf(e.Case, Collection),
                CaseReleased e => Require.NameOf(e.Case, Collection),
                _ => "",
            },
        };
    }

    private static void AddContent(V1.Case shown, CaseFile file)
    {
        var lines = CaseAmounts.Lines(file).ToList();
        shown.FilingNumbers.Add(file.FilingNumbers);
        shown.TerminatedSuspects.Add(file.TerminatedSuspects.Select(key => Require.NameOf(key, Records)));
        shown.Facts.Add(lines.Select(ToProto));
        shown.TotalAmount = Money.FromFen(CaseAmounts.Total(lines, AmountReading.Official));
        shown.SeedLiteralTotalAmount = Money.FromFen(CaseAmounts.Total(lines, AmountReading.SeedLiteral));
        shown.Measures.Add(file.Measures.Select(ToProto));
        shown.Clocks.Add(file.Running.OrderBy(clock => clock.At)
            .Select(clock => new V1.CaseClock { Kind = clock.Kind, DueTime = clock.At.ToTimestamp(), Lapses = clock.Lapses }));
    }

    private static V1.FactLine ToProto(FactLine line) => new()
    {
        FactId = line.FactId,
        Amount = Money.FromFen(line.Fen),
        SeedLiteralAmount = line.SeedLiteralFen is { } fen ? Money.FromFen(fen) : null,
        Date = new() { Year = line.Date.Year, Month = line.Date.Month, Day = line.Date.Day },
        PayerAccountHash = line.PayerHash,
        PayeeAccountHash = line.PayeeHash,
        Adjusts = line.Adjusts,
    };

    private static V1.CaseMeasure ToProto(Measure measure) => new()
    {
        MeasureId = measure.Id,
        Kind = (V1.MeasureKind)measure.Kind,
        Suspect = measure.Suspect.Length == 0 ? "" : Require.NameOf(measure.Suspect, Records),
        StartTime = measure.Since.ToTimestamp(),
    };

    private static V1.PendingCaseTransfer ToProto(this PendingTransfer transfer) => new()
    {
        Jurisdiction = transfer.To.Value,
        ProposeTime = transfer.ProposedAt.ToTimestamp(),
        ExpireTime = transfer.ExpiresAt.ToTimestamp(),
        Article = transfer.Article,
        NoticeNumber = transfer.NoticeNumber,
    };

    private static V1.Approval ToProto(this Approval approval) => new()
    {
        Approver = approval.Approver,
        ApproverRank = (V1.ApproverRank)approval.Rank,
        Article = approval.Article,
        DocumentNumber = approval.DocumentNumber,
        ApproveTime = approval.ApprovedAt.ToTimestamp(),
        LegalText = approval.LegalText,
    };
}
