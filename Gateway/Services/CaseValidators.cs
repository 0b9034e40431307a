using System.Text.RegularExpressions;
using FluentValidation;

namespace Coordination.Gateway.Services;

/// <summary>Rules that requests on cases share. The machine says what a transition needs; these say what a field is.</summary>
internal static partial class CaseFieldRules
{
    public const int NumberMax = 128, TitleMax = 256, SummaryMax = 2000, OffencesMax = 20, LinesMax = 100, HashMax = 64, PeopleMax = 100;

    public static IRuleBuilderOptions<T, string> TextTo<T>(this IRuleBuilder<T, string> rule, int lengthMax, bool optional = false) =>
        rule.Must(text => text.Length <= lengthMax && (optional || !string.IsNullOrWhiteSpace(text)))
            .WithMessage($"Text of {(optional ? 0 : 1)} to {lengthMax} characters is needed.");

    public static IRuleBuilderOptions<T, TEnum> IsSet<T, TEnum>(this IRuleBuilder<T, TEnum> rule) where TEnum : struct, Enum =>
        rule.Must(value => !EqualityComparer<TEnum>.Default.Equals(value, default)).WithMessage("This is needed.");

    public static IRuleBuilderOptions<T, TMessage> IsGiven<T, TMessage>(this IRuleBuilder<T, TMessage> rule) where TMessage : class =>
        rule.Must(message => message is not null).WithMessage("This is needed.");

    public static IRuleBuilderOptions<T, string> ShortId<T>(this IRuleBuilder<T, string> rule, bool optional = false) =>
        rule.Must(id => (optional && id.Length == 0) || Id().IsMatch(id)).WithMessage("1 to 64 of A-Z a-z 0-9 . _ - are needed.");

    public static IRuleBuilderOptions<T, string> OffenceArticle<T>(this IRuleBuilder<T, string> rule) =>
        rule.Must(article => Article().IsMatch(article)).WithMessage("An article of the Criminal Law is needed, e.g. CL-274 or CL-253-1.");

    public static bool IsDay(Google.Type.Date? date) =>
        date is { Year: >= 1900 and <= 9999, Month: >= 1 and <= 12, Day: >= 1 } && date.Day <= DateTime.DaysInMonth(date.Year, date.Month);

    [GeneratedRegex(@"\A[A-Za-z0-9._-]{1,64}\z")] private static partial Regex Id();
    [GeneratedRegex(@"\ACL-[0-9]{1,3}(-[0-9]{1,2})?\z")] private static partial Regex Article();
}

public sealed class CreateCaseRequestValidator : AbstractValidator<V1.CreateCaseRequest>
{
    public CreateCaseRequestValidator()
    {
        RuleFor(r => r.CaseFile).IsGiven();
        When(r => r.CaseFile is not null, () =>
        {
            RuleFor(r => r.CaseFile.CaseNumber).TextTo(CaseFieldRules.NumberMax);
            RuleFor(r => r.CaseFile.Title).TextTo(CaseFieldRules.TitleMax);
            RuleFor(r => r.CaseFile.Summary).TextTo(CaseFieldRules.SummaryMax, optional: true);
            RuleFor(r => r.CaseFile.FocusArea).IsSet();
            RuleFor(r => r.CaseFile.ReportSource).IsSet();
            RuleFor(r => r.CaseFile.Offences.Count).LessThanOrEqualTo(CaseFieldRules.OffencesMax);
            RuleForEach(r => r.CaseFile.Offences).OffenceArticle();
            RuleFor(r => r.CaseFile.ReferringAgency)
                .Must((r, agency) => agency.Length <= CaseFieldRules.NumberMax && agency.Length > 0 == (r.CaseFile.ReportSource == V1.ReportSource.AgencyReferral))
                .WithMessage("The agency of an agency referral, of at most 128 characters; empty for other sources.");
        });
    }
}

public sealed class UpdateCaseRequestValidator : AbstractValidator<V1.UpdateCaseRequest>
{
    public UpdateCaseRequestValidator()
    {
        RuleFor(r => r.CaseFile).IsGiven();
        When(r => r.CaseFile is not null, () =>
        {
            RuleFor(r => r.UpdateMask).Must((r, _) => CaseRequests.Paths(r) is { Count: > 0 } paths && paths.All(CaseRequests.IsDescriptive))
                .WithMessage("Any of title, summary, focus_area, offences can be replaced, and at least one is.");
            RuleFor(r => r.CaseFile.Title).TextTo(CaseFieldRules.TitleMax).When(r => CaseRequests.Paths(r).Contains("title"));
            RuleFor(r => r.CaseFile.Summary).TextTo(CaseFieldRules.SummaryMax, optional: true);
            RuleFor(r => r.CaseFile.FocusArea).IsSet().When(r => CaseRequests.Paths(r).Contains("focus_area"));
            RuleFor(r => r.CaseFile.Offences.Count).LessThanOrEqualTo(CaseFieldRules.OffencesMax);
            RuleForEach(r => r.CaseFile.Offences).OffenceArticle();
        });
    }
}

public sealed class ApprovalValidator : AbstractValidator<V1.Approval>
{
    public ApprovalValidator()
    {
        RuleFor(a => a.Approver).TextTo(CaseFieldRules.NumberMax);
        RuleFor(a => a.ApproverRank).IsSet();
        RuleFor(a => a.Article).TextTo(CaseFieldRules.HashMax);
        RuleFor(a => a.DocumentNumber).TextTo(CaseFieldRules.NumberMax);
        RuleFor(a => a.ApproveTime).IsGiven();
    }
}

public sealed class TransitionCaseRequestValidator : AbstractValidator<V1.TransitionCaseRequest>
{
    private const int InvestigatorsMax = 20;

    public TransitionCaseRequestValidator()
    {
        RuleFor(r => r.ToStatus).IsSet();
        RuleFor(r => r.Approval).IsGiven().SetValidator(new ApprovalValidator());
        RuleFor(r => r.GroundsCase).Must(given => given != V1.TransitionCaseRequest.GroundsOneofCase.None)
            .OverridePropertyName("grounds").WithMessage("Give the grounds that belong to to_status.");
        When(r => r.Acceptance is not null, () =>
        {
            RuleFor(r => r.Acceptance.FormNumber).TextTo(CaseFieldRules.NumberMax);
            RuleFor(r => r.Acceptance.ReceiptNumber).TextTo(CaseFieldRules.NumberMax);
            RuleFor(r => r.Acceptance.ReviewClass).IsSet();
        });
        When(r => r.Filing is not null, () =>
        {
            RuleFor(r => r.Filing.Route).IsSet();
            RuleFor(r => r.Filing.FilingNumber).TextTo(CaseFieldRules.NumberMax);
            RuleFor(r => r.Filing.RouteDocument).TextTo(CaseFieldRules.NumberMax, optional: true);
        });
        RuleFor(r => r.FilingRefusal.NoticeNumber).TextTo(CaseFieldRules.NumberMax, optional: true).When(r => r.FilingRefusal is not null);
        When(r => r.HandOver is not null, () =>
        {
            RuleFor(r => r.HandOver.Receiver).TextTo(CaseFieldRules.TitleMax);
            RuleFor(r => r.HandOver.NoticeNumber).TextTo(CaseFieldRules.NumberMax);
        });
        RuleFor(r => r.Administrative.DecisionNumber).TextTo(CaseFieldRules.NumberMax).When(r => r.Administrative is not null);
        When(r => r.Investigation is not null, () =>
        {
            RuleFor(r => r.Investigation.Investigators.Count).InclusiveBetween(1, InvestigatorsMax);
            RuleForEach(r => r.Investigation.Investigators).TextTo(CaseFieldRules.NumberMax);
        });
        When(r => r.Withdrawal is not null, () =>
        {
            RuleFor(r => r.Withdrawal.NoticeNumber).TextTo(CaseFieldRules.NumberMax);
            RuleFor(r => r.Withdrawal.GroundDocument).TextTo(CaseFieldRules.NumberMax, optional: true);
        });
        When(r => r.Prosecution is not null, () =>
        {
            RuleFor(r => r.Prosecution.Suspects.Count).InclusiveBetween(1, CaseFieldRules.PeopleMax);
            RuleForEach(r => r.Prosecution.Suspects).ChildRules(s =>
            {
                s.RuleFor(o => o.Role).TextTo(CaseFieldRules.HashMax, optional: true);
                s.RuleFor(o => o.Opinion).TextTo(CaseFieldRules.HashMax);
            });
            RuleFor(r => r.Prosecution.PropertyListNumber).TextTo(CaseFieldRules.NumberMax);
        });
        RuleFor(r => r.Procurator.ProcuratorDocument).TextTo(CaseFieldRules.NumberMax).When(r => r.Procurator is not null);
        RuleFor(r => r.Revocation.Reason).TextTo(CaseFieldRules.NumberMax).When(r => r.Revocation is not null);
    }
}

public sealed class RecordCaseFactRequestValidator : AbstractValidator<V1.RecordCaseFactRequest>
{
    public RecordCaseFactRequestValidator()
    {
        RuleFor(r => r.Facts.Count).InclusiveBetween(1, CaseFieldRules.LinesMax);
        RuleForEach(r => r.Facts).ChildRules(line =>
        {
            line.RuleFor(l => l.FactId).ShortId();
            line.RuleFor(l => l.Amount).IsGiven();
            line.RuleFor(l => l.Date).Must(CaseFieldRules.IsDay).WithMessage("A day is needed.");
            line.RuleFor(l => l.PayerAccountHash).ShortId(optional: true);
            line.RuleFor(l => l.PayeeAccountHash).ShortId(optional: true);
            line.RuleFor(l => l.Adjusts).ShortId(optional: true);
        });
    }
}

public sealed class RecordCaseMeasureRequestValidator : AbstractValidator<V1.RecordCaseMeasureRequest>
{
    public RecordCaseMeasureRequestValidator()
    {
        RuleFor(r => r.MeasureId).ShortId();
        RuleFor(r => r.Approval).IsGiven().SetValidator(new ApprovalValidator());
        RuleFor(r => r.ChangeCase).Must(given => given != V1.RecordCaseMeasureRequest.ChangeOneofCase.None)
            .OverridePropertyName("change").WithMessage("Say whether it began or ended.");
        RuleFor(r => r.Start.Kind).IsSet().When(r => r.Start is not null);
    }
}

public sealed class ProposeCaseTransferRequestValidator : AbstractValidator<V1.ProposeCaseTransferRequest>
{
    public ProposeCaseTransferRequestValidator()
    {
        RuleFor(r => r.Approval).IsGiven().SetValidator(new ApprovalValidator());
        RuleFor(r => r.NoticeNumber).TextTo(CaseFieldRules.NumberMax);
    }
}

public sealed class DecideCaseTransferRequestValidator : AbstractValidator<V1.DecideCaseTransferRequest>
{
    public DecideCaseTransferRequestValidator()
    {
        RuleFor(r => r.DecisionCase).Must(given => given != V1.DecideCaseTransferRequest.DecisionOneofCase.None)
            .OverridePropertyName("decision").WithMessage("Accept or decline.");
        RuleFor(r => r.Accept.ReceiptNumber).TextTo(CaseFieldRules.NumberMax).When(r => r.Accept is not null);
        RuleFor(r => r.Decline.Reason).TextTo(CaseFieldRules.TitleMax).When(r => r.Decline is not null);
    }
}

public sealed class MergeCaseRequestValidator : AbstractValidator<V1.MergeCaseRequest>
{
    public MergeCaseRequestValidator()
    {
        RuleFor(r => r.Approval).IsGiven().SetValidator(new ApprovalValidator());
        RuleFor(r => r.Into).Must((r, into) => into != r.Name).WithMessage("A case is joined into another one.");
    }
}

public sealed class UnmergeCaseRequestValidator : AbstractValidator<V1.UnmergeCaseRequest>
{
    public UnmergeCaseRequestValidator() => RuleFor(r => r.Approval).IsGiven().SetValidator(new ApprovalValidator());
}
