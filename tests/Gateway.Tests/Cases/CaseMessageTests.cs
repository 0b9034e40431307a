using Coordination.Cases;
using Coordination.Gateway.Conventions;
using Coordination.Gateway.Services;
using FluentValidation;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Coordination.Gateway.Tests.Cases;

public sealed class CaseMessageTests
{
    private static readonly JurisdictionCode Jiangsu = new("320000"), Zhejiang = new("330000"), Guangdong = new("440000");

    private static readonly CommandHeader Header = new(Guid.Empty, "320000/rms", "", "officer-1", Jiangsu);

    public static TheoryData<System.Type, System.Type> Enums => new()
    {
        { typeof(FocusArea), typeof(V1.FocusArea) },
        { typeof(CaseStatus), typeof(V1.CaseStatus) },
        { typeof(ReportSource), typeof(V1.ReportSource) },
        { typeof(ApproverRank), typeof(V1.ApproverRank) },
        { typeof(MeasureKind), typeof(V1.MeasureKind) },
        { typeof(DetentionGround), typeof(V1.DetentionGround) },
        { typeof(ReviewClass), typeof(V1.ReviewClass) },
        { typeof(FilingRoute), typeof(V1.FilingRoute) },
        { typeof(FilingCondition), typeof(V1.FilingCondition) },
        { typeof(WithdrawalGround), typeof(V1.WithdrawalGround) },
        { typeof(ConclusionCondition), typeof(V1.ConclusionCondition) },
        { typeof(JoinderGround), typeof(V1.JoinderGround) },
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
        { new V1.CreateCaseRequest(), ["case_file"] },
        { new V1.CreateCaseRequest { CaseFile = new() },
            ["case_file.case_number", "case_file.title", "case_file.focus_area", "case_file.report_source"] },
        { new V1.CreateCaseRequest { CaseFile = Case(c => { c.Offences[0] = "274"; c.ReferringAgency = "NFRA"; }) },
            ["case_file.offences[0]", "case_file.referring_agency"] },
        { new V1.CreateCaseRequest { CaseFile = Case(c => c.ReportSource = V1.ReportSource.AgencyReferral) }, ["case_file.referring_agency"] },
        { new V1.UpdateCaseRequest { CaseFile = new() { Name = "cases/1" } }, ["update_mask"] },
        { new V1.UpdateCaseRequest { CaseFile = Case(_ => { }), UpdateMask = new() { Paths = { "*" } } }, ["update_mask"] },
        { new V1.UpdateCaseRequest { CaseFile = Case(_ => { }), UpdateMask = new() { Paths = { "status" } } }, ["update_mask"] },
        { new V1.UpdateCaseRequest { CaseFile = new(), UpdateMask = new() { Paths = { "title", "focus_area" } } }, ["case_file.title", "case_file.focus_area"] },
        { new V1.TransitionCaseRequest(), ["to_status", "approval", "grounds"] },
        { new V1.TransitionCaseRequest { ToStatus = V1.CaseStatus.Filed, Approval = new(), Filing = new() },
            ["approval.approver", "approval.approver_rank", "approval.article", "approval.document_number", "approval.approve_time",
                "filing.route", "filing.filing_number"] },
        { new V1.RecordCaseFactRequest { Facts = { new V1.FactLine { FactId = "F 1", Date = new() { Year = 2025, Month = 2, Day = 29 } } } },
            ["facts[0].fact_id", "facts[0].amount", "facts[0].date"] },
        { new V1.RecordCaseMeasureRequest { Approval = Approval(), MeasureId = "m-1", Start = new() }, ["start.kind"] },
        { new V1.RecordCaseMeasureRequest { Approval = Approval(), MeasureId = "m-1" }, ["change"] },
        { new V1.ProposeCaseTransferRequest(), ["approval", "notice_number"] },
        { new V1.DecideCaseTransferRequest(), ["decision"] },
        { new V1.DecideCaseTransferRequest { Decline = new() }, ["decline.reason"] },
        { new V1.MergeCaseRequest { Name = "cases/1", Into = "cases/1", Approval = Approval() }, ["into"] },
        { new V1.UnmergeCaseRequest(), ["approval"] },
    };

    [Theory, MemberData(nameof(Wrong))]
    public void All_that_is_wrong_is_told_by_field(IMessage request, string[] fields)
    {
        var violations = Rules().Check(request);

        Assert.Equal(fields, violations.Select(violation => violation.Subject));
    }

    [Fact]
    public void Whole_requests_pass()
    {
        Assert.Empty(Rules().Check(new V1.CreateCaseRequest { CaseFile = Case(_ => { }) }));
        Assert.Empty(Rules().Check(Filing()));
    }

    [Fact]
    public void A_transition_becomes_a_command_with_its_grounds()
    {
        var command = Filing().ToCommand(Header);

        Assert.Equal(CaseStatus.Filed, command.To);
        Assert.Equal(new("officer-9", ApproverRank.County, "P-178", "doc-1", DateTimeOffset.UnixEpoch), command.Approval);
        var filing = Assert.IsType<Filing>(command.Grounds);
        Assert.Equal((FilingRoute.Initial, "filing-1"), (filing.Route, filing.FilingNumber));
        Assert.Equal([FilingCondition.CriminalFact, FilingCondition.OwnJurisdiction], filing.Conditions);
    }

    [Fact]
    public void A_mask_replaces_what_it_names_and_nothing_else()
    {
        var request = new V1.UpdateCaseRequest { CaseFile = Case(_ => { }), UpdateMask = new() { Paths = { "focus_area", "offences" } } };

        var command = request.ToCommand(Header, new PlainSealer());

        Assert.Null(command.Title);
        Assert.Null(command.Summary);
        Assert.Equal(FocusArea.CounterCollection, command.FocusArea);
        Assert.Equal(["CL-274"], command.Offences!.Value);
    }

    [Fact]
    public void Amounts_are_fen_in_both_readings()
    {
        var request = new V1.RecordCaseFactRequest
        {
            Facts =
            {
                new V1.FactLine
                {
                    FactId = "F-1",
                    Amount = Money.FromFen(1_961_326_330),
                    SeedLiteralAmount = Money.FromFen(19_613_263_297),
                    Date = new() { Year = 2025, Month = 6, Day = 1 },
                },
            },
        };

        var line = Assert.Single(request.ToCommand(Header).Lines);

        Assert.Equal((1_961_326_330, 19_613_263_297), (line.Fen, line.SeedLiteralFen!.Value));
        Assert.Equal(new(2025, 6, 1), line.Date);
    }

    [Fact]
    public void An_earlier_owner_sees_that_the_case_is_there_and_what_is_kept_back()
    {
        var file = new CaseFile
        {
            Owner = Guangdong,
            Epoch = 2,
            Status = CaseStatus.Filed,
            RegisteredBy = Jiangsu,
            KnownTo = [Jiangsu, Zhejiang],
            CaseNumber = "A-1",
            Title = new("k", "c"),
            Facts = [new("F-1", 100, new(2025, 6, 1))],
        };

        var toOwner = file.ToProto("case-1", 7, Guangdong, "title", "");
        var toRegistrar = file.ToProto("case-1", 7, Jiangsu, "", "");
        var toOther = file.ToProto("case-1", 7, Zhejiang, "", "");

        Assert.Equal(("cases/1", "\"7\"", "title", "A-1", 1L), (toOwner.Name, toOwner.Etag, toOwner.Title, toOwner.CaseNumber, toOwner.TotalAmount.Units));
        Assert.Empty(toOwner.RedactedFields);
        Assert.Equal(("A-1", 0), (toRegistrar.CaseNumber, toRegistrar.Facts.Count));
        Assert.Contains("facts", toRegistrar.RedactedFields);
        Assert.Contains("case_number", toOther.RedactedFields);
        Assert.All(toOther.RedactedFields, field => Assert.NotNull(V1.Case.Descriptor.FindFieldByName(field)));
    }

    private static V1.TransitionCaseRequest Filing() => new()
    {
        Name = "cases/1",
        ToStatus = V1.CaseStatus.Filed,
        Approval = Approval(),
        Filing = new()
        {
            Route = V1.FilingRoute.Initial,
            FilingNumber = "filing-1",
            Conditions = { V1.FilingCondition.CriminalFact, V1.FilingCondition.OwnJurisdiction, V1.FilingCondition.CriminalFact },
        },
    };

    private static V1.Approval Approval() => new()
    {
        Approver = "officer-9",
        ApproverRank = V1.ApproverRank.County,
        Article = "P-178",
        DocumentNumber = "doc-1",
        ApproveTime = new Timestamp(),
    };

    private static V1.Case Case(Action<V1.Case> change)
    {
        var file = new V1.Case
        {
            CaseNumber = "A320000202506001",
            Title = "title",
            FocusArea = V1.FocusArea.CounterCollection,
            ReportSource = V1.ReportSource.Report,
        };
        file.Offences.Add("CL-274");
        change(file);
        return file;
    }

    private static RequestRules Rules()
    {
        var services = new ServiceCollection();
        foreach (var validator in AssemblyScanner.FindValidatorsInAssemblyContaining<RequestRules>())
        {
            services.AddSingleton(validator.InterfaceType, validator.ValidatorType);
        }
        return new(services.BuildServiceProvider());
    }

    /// <summary>Seals nothing: what is sealed is told by its text.</summary>
    private sealed class PlainSealer : ISealer
    {
        public Protected Seal(string plainText) => new("plain", plainText);

        public WrappedKey Key => new("plain", []);
    }
}
