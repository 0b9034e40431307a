using System.Security.Cryptography;
using System.Text.Json;
using Coordination.Cases;
using Coordination.Log;
using Xunit;

namespace Coordination.Persistence.Tests;

public sealed class RowSizeTests
{
    /// <summary>From about 2,000 bytes on PostgreSQL moves a row out of line, which halves the writes.</summary>
    private const int RowBytesMax = 2_000;

    private static readonly DateTimeOffset At = new(2026, 11, 1, 8, 30, 0, TimeSpan.Zero);

    [Fact]
    public void The_row_of_a_typical_case_stays_in_line_with_eight_request_ids()
    {
        var file = new CaseFile
        {
            Owner = new("440000"),
            Epoch = 1,
            Status = CaseStatus.Investigating,
            Since = At,
            Before = CaseStatus.Filed,
            CaseNumber = "A4401062026110000017",
            RegisteredBy = new("440000"),
            Title = Seal(40),
            FocusArea = FocusArea.CounterCollection,
            Offences = ["CL-266"],
            Source = ReportSource.Complaint,
            FilingNumbers = ["A4401062026110000017-L"],
            FirstFiledAt = At,
            FiledAt = At,
        };
        var approval = new Approval("officer-440106-0001", ApproverRank.County, "P-191", "440106-2026-0117", At);
        var row = new GrainRow<CaseFile, CaseEvent>
        {
            GrainType = "case",
            GrainId = $"case-{Digits(16)}",
            State = file,
            Requests = [.. Enumerable.Range(1, GrainRow<CaseFile, CaseEvent>.RequestsKept).Select(version => new AnsweredRequest(Guid.NewGuid(), Digits(11), version))],
            Write = new(Guid.NewGuid(), "440000/case-system", Digits(11), "officer-440106-0007", "", At),
            Events = [new("440000", At, new InvestigationStarted(CaseStatus.Filed, At, approval, new(["officer-440106-0007", "officer-440106-0012"]), []))],
        };

        var bytes = JsonSerializer.SerializeToUtf8Bytes(row, StoreJson.Create([CaseAggregate.Definition]));

        Assert.True(bytes.Length < RowBytesMax, $"{bytes.Length} bytes: {System.Text.Encoding.UTF8.GetString(bytes)}");
    }

    private static Protected Seal(int plainBytes) => new(Digits(10), Convert.ToBase64String(RandomNumberGenerator.GetBytes(plainBytes + 28)));

    private static string Digits(int bytes) => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(bytes));
}
