using System.Diagnostics;
using Coordination.Cases;

namespace Coordination.Gateway.Services;

/// <summary>What the wire asks of a case, as commands. The requests were validated before.</summary>
public static class CaseRequests
{
    private static readonly string[] Descriptive = ["title", "summary", "focus_area", "offences"];

    public static CreateCase ToCommand(this V1.CreateCaseRequest request, CommandHeader header, ISealer sealer)
    {
        var file = request.CaseFile;
        return new(header, file.CaseNumber, sealer.Seal(file.Title), file.Summary.Length == 0 ? null : sealer.Seal(file.Summary),
            (FocusArea)file.FocusArea, [.. file.Offences], (ReportSource)file.ReportSource, file.ReferringAgency);
    }

    public static UpdateCase ToCommand(this V1.UpdateCaseRequest request, CommandHeader header, ISealer sealer)
    {
        var file = request.CaseFile;
        var paths = Paths(request);
        return new(header,
            paths.Contains("title") ? sealer.Seal(file.Title) : null,
            paths.Contains("summary") ? sealer.Seal(file.Summary) : null,
            paths.Contains("focus_area") ? (FocusArea)file.FocusArea : null,
            paths.Contains("offences") ? [.. file.Offences] : null);
    }

    /// <summary>The fields to replace: those of the mask, or the populated ones.</summary>
    public static IReadOnlyCollection<string> Paths(V1.UpdateCaseRequest request) => request.UpdateMask is { } mask ? mask.Paths :
    [
        .. Descriptive.Where(path => path switch
        {
            "title" => request.CaseFile.Title.Length > 0,
            "summary" => request.CaseFile.Summary.Length > 0,
            "focus_area" => request.CaseFile.FocusArea != V1.FocusArea.Unspecified,
            _ => request.CaseFile.Offences.Count > 0,
        }),
    ];

    public static bool IsDescriptive(string path) => Descriptive.Contains(path);

    public static TransitionCase ToCommand(this V1.TransitionCaseRequest request, CommandHeader header) =>
        new(header, (CaseStatus)request.ToStatus, request.Approval.ToDomain(), Grounds(request));

    public static RecordFacts ToCommand(this V1.RecordCaseFactRequest request, CommandHeader header) =>
        new(header, [.. request.Facts.Select(ToDomain)]);

    public static CaseCommand ToCommand(this V1.RecordCaseMeasureRequest request, CommandHeader header) => request.ChangeCase switch
    {
        V1.RecordCaseMeasureRequest.ChangeOneofCase.Start => new ImposeMeasure(header, request.MeasureId, (MeasureKind)request.Start.Kind,
            request.Start.Suspect.Length == 0 ? "" : Record(request.Start.Suspect, "start.suspect"), request.Approval.ToDomain(),
            (DetentionGround)request.Start.DetentionGround),
        _ => new LiftMeasure(header, request.MeasureId, request.Approval.ToDomain()),
    };

    public static ProposeTransfer ToCommand(this V1.ProposeCaseTransferRequest request, CommandHeader header) =>
        new(header, Require.Code(request.Jurisdiction, "jurisdiction"), request.Approval.ToDomain(), request.NoticeNumber);

    public static DecideTransfer ToCommand(this V1.DecideCaseTransferRequest request, CommandHeader header) =>
        new(header, request.DecisionCase == V1.DecideCaseTransferRequest.DecisionOneofCase.Accept,
            request.Accept?.ReceiptNumber ?? "", request.Decline?.Reason ?? "");

    public static Approval ToDomain(this V1.Approval approval) => new(approval.Approver, (ApproverRank)approval.ApproverRank,
        approval.Article, approval.DocumentNumber, approval.ApproveTime.ToDateTimeOffset());

    private static Grounds Grounds(V1.TransitionCaseRequest request) => request.GroundsCase switch
    {
        V1.TransitionCaseRequest.GroundsOneofCase.Acceptance =>
            new Acceptance(request.Acceptance.FormNumber, request.Acceptance.ReceiptNumber, (ReviewClass)request.Acceptance.ReviewClass),
        V1.TransitionCaseRequest.GroundsOneofCase.Filing => Filing(request.Filing),
        V1.TransitionCaseRequest.GroundsOneofCase.FilingRefusal => new FilingRefusal(request.FilingRefusal.NoticeNumber),
        V1.TransitionCaseRequest.GroundsOneofCase.HandOver => new HandOver(request.HandOver.Receiver, request.HandOver.NoticeNumber,
            request.HandOver.ReporterToldTime?.ToDateTimeOffset()),
        V1.TransitionCaseRequest.GroundsOneofCase.Administrative => new AdministrativeHandling(request.Administrative.DecisionNumber),
        V1.TransitionCaseRequest.GroundsOneofCase.Investigation => new Investigation([.. request.Investigation.Investigators]),
        V1.TransitionCaseRequest.GroundsOneofCase.Withdrawal => new Withdrawal((WithdrawalGround)request.Withdrawal.Ground,
            request.Withdrawal.NoticeNumber, request.Withdrawal.GroundDocument),
        V1.TransitionCaseRequest.GroundsOneofCase.SuspectTermination =>
            new SuspectTermination(Record(request.SuspectTermination.Suspect, "suspect_termination.suspect")),
        V1.TransitionCaseRequest.GroundsOneofCase.Conclusion =>
            new Conclusion([.. request.Conclusion.Conditions.Select(condition => (ConclusionCondition)condition).Distinct()]),
        V1.TransitionCaseRequest.GroundsOneofCase.Prosecution => new ProsecutionReferral(
            [.. request.Prosecution.Suspects.Select((s, i) => new SuspectOpinion(Record(s.Suspect, $"prosecution.suspects[{i}].suspect"), s.Role, s.Opinion))],
            request.Prosecution.PropertyListNumber, request.Prosecution.Complex),
        V1.TransitionCaseRequest.GroundsOneofCase.Procurator => new ProcuratorDecision(request.Procurator.ProcuratorDocument),
        V1.TransitionCaseRequest.GroundsOneofCase.Revocation => new Revocation(request.Revocation.Reason),
        _ => throw new UnreachableException("The validator asks for grounds."),
    };

    private static Filing Filing(V1.FilingGrounds filing) => new((FilingRoute)filing.Route, filing.FilingNumber,
        [.. filing.Conditions.Select(condition => (FilingCondition)condition).Distinct()], filing.RouteDocument,
        filing.CountedFromTime?.ToDateTimeOffset(), filing.ReviewRequestTime?.ToDateTimeOffset());

    private static FactLine ToDomain(V1.FactLine line, int index) => new(line.FactId, Money.ToFen(line.Amount, $"facts[{index}].amount"),
        new(line.Date.Year, line.Date.Month, line.Date.Day),
        line.SeedLiteralAmount is { } literal ? Money.ToFen(literal, $"facts[{index}].seed_literal_amount") : null,
        line.PayerAccountHash, line.PayeeAccountHash, line.Adjusts);

    private static string Record(string name, string field) => Require.Name(name, CaseMapping.Records, CaseMapping.RecordPrefix, field);
}
