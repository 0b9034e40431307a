using Coordination.Gateway.Tests.Hosting;
using Coordination.Gateway.Tests.Suspects;
using Coordination.V1;
using Grpc.Core;
using Xunit;

namespace Coordination.Gateway.Tests.Imports;

/// <summary>Streams of an import that meet what a client or a network may do to them.</summary>
public sealed class ImportStreamTests(TestGateway gateway)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(4)]
    [InlineData(2)]
    [InlineData(0)]
    public async Task A_record_out_of_its_turn_is_refused_by_the_number_that_is_due_after_all_before_it_had_their_results(long sequence)
    {
        using var desk = new Desk(gateway, "410000");
        var import = new ImportCall(desk.Imports);
        await import.Send(Record(1, $"gap-{sequence}-1"), Record(2, $"gap-{sequence}-2"), Record(sequence, $"gap-{sequence}-4"));

        var refused = await Assert.ThrowsAsync<RpcException>(() => import.Read(3));
        var again = new ImportCall(desk.Imports, import.Id);
        await again.Send(Record(1, $"gap-{sequence}-1"), Record(2, $"gap-{sequence}-2"), Record(3, $"gap-{sequence}-3"));
        var summary = await again.Complete();

        Assert.Equal((StatusCode.InvalidArgument, "FIELD_INVALID"), (refused.StatusCode, refused.Reason()));
        Assert.Equal(["record.sequence"], refused.Fields());
        Assert.Contains("3", refused.Status.Detail, StringComparison.Ordinal);
        Assert.Equal([ImportStatus.Created, ImportStatus.Created], import.Statuses);
        Assert.Equal([ImportStatus.Skipped, ImportStatus.Skipped, ImportStatus.Created], again.Statuses);
        Assert.Equal((3, 3), (summary.DurableThroughSequence, summary.Created));
    }

    [Fact]
    public async Task A_newer_stream_of_an_import_takes_over_and_the_older_is_told()
    {
        using var desk = new Desk(gateway, "420000");
        var older = new ImportCall(desk.Imports);
        await older.Send(Record(1, "over-1"), Record(2, "over-2"));
        await older.Read(2);

        var newer = new ImportCall(desk.Imports, older.Id);
        await newer.Send(Record(1, "over-1"));
        await newer.Read(1);
        var superseded = await Assert.ThrowsAsync<RpcException>(older.Complete);
        await newer.Send(Record(2, "over-2"), Record(3, "over-3"));
        var summary = await newer.Complete();

        Assert.Equal((StatusCode.Aborted, "IMPORT_SUPERSEDED"), (superseded.StatusCode, superseded.Reason()));
        Assert.Equal((3, 3), (summary.DurableThroughSequence, summary.Created));
    }

    [Fact]
    public async Task The_mark_that_is_told_is_where_a_lost_stream_may_go_on()
    {
        using var desk = new Desk(gateway, "430000");
        using var cut = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var lost = new ImportCall(desk.Imports, cancel: cut.Token);
        await lost.Send([.. Enumerable.Range(1, 1_100).Select(n => Record(n, $"mark-{n}"))]);
        await lost.Read(1_100);
        await cut.CancelAsync();

        var resumed = new ImportCall(desk.Imports, lost.Id);
        await resumed.Send([.. Enumerable.Range((int)lost.Durable + 1, 1_110 - (int)lost.Durable).Select(n => Record(n, $"mark-{n}"))]);
        var summary = await resumed.Complete();

        Assert.InRange(lost.Durable, 1, 1_099);
        Assert.Equal((1_110, 1_110), (summary.DurableThroughSequence, summary.Created));
    }

    [Fact]
    public async Task Of_lines_of_one_record_the_later_wins()
    {
        using var desk = new Desk(gateway, "450000");
        var import = new ImportCall(desk.Imports);
        await import.Send([.. Enumerable.Range(1, 300).Select(n => Record(n, $"line-{(n - 1) / 3}", $"张{(n - 1) % 3}"))]);

        await import.Complete();

        Assert.Equal(Enumerable.Range(0, 300).Select(n => n % 3 == 0 ? ImportStatus.Created : ImportStatus.Updated), import.Results.OrderBy(r => r.Sequence).Select(r => r.Status));
        foreach (var name in import.Results.Select(result => result.Name).Distinct())
        {
            Assert.Equal("张2", (await desk.Suspects.GetSuspectRecordAsync(new() { Name = name }, cancellationToken: Cancel)).Attributes.FullName);
        }
    }

    [Fact]
    public async Task The_later_line_wins_too_if_the_earlier_changed_nothing_and_both_are_sent_again()
    {
        using var desk = new Desk(gateway, "620000");
        var stored = await desk.Submit("again", new() { FullName = "李一", Wechat = "wx-again" });
        using var cut = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        ImportRecord[] lines = [Record(1, "again", "李一"), Record(2, "again", "李二")];
        var lost = new ImportCall(desk.Imports, cancel: cut.Token);
        await lost.Send(lines);
        await lost.Read(2);
        await cut.CancelAsync();

        var resumed = new ImportCall(desk.Imports, lost.Id);
        await resumed.Send(lines);
        await resumed.Complete();

        Assert.Equal([ImportStatus.Unchanged, ImportStatus.Updated], lost.Statuses);
        Assert.Equal("李二", (await desk.Suspects.GetSuspectRecordAsync(new() { Name = stored.Name }, cancellationToken: Cancel)).Attributes.FullName);
    }

    [Fact]
    public async Task A_refusal_is_the_outcome_of_its_record_as_its_own_call_would_tell_it()
    {
        using var desk = new Desk(gateway, "520000");
        var bad = new SubmitSuspectRecordRequest { RequestId = Desk.NewId(), SourceRecordId = "refused", Attributes = new() { Sex = "x" } };
        var import = new ImportCall(desk.Imports);
        await import.Send(
            new() { Sequence = 1, SuspectRecord = bad },
            new() { Sequence = 2 },
            new() { Sequence = 3, CaseFile = new() { ValidateOnly = true } },
            Record(4, "not-refused"));

        var summary = await import.Complete();
        var alone = await Assert.ThrowsAsync<RpcException>(async () => await desk.Suspects.SubmitSuspectRecordAsync(bad, cancellationToken: Cancel));

        Assert.Equal([ImportStatus.Failed, ImportStatus.Failed, ImportStatus.Failed, ImportStatus.Created], import.Statuses);
        Assert.Equal(alone.GetRpcStatus(), import.Results[0].Error);
        Assert.Equal((4, 1, 3), (summary.DurableThroughSequence, summary.Created, summary.Failed));
    }

    [Fact]
    public async Task An_import_id_is_for_one_number_of_records()
    {
        using var desk = new Desk(gateway, "510000");
        var import = new ImportCall(desk.Imports);
        await import.Send(Record(1, "total-1"));
        await import.Complete();

        var refused = await Assert.ThrowsAsync<RpcException>(() => new ImportCall(desk.Imports, import.Id, total: 7).Complete());

        Assert.Equal((StatusCode.InvalidArgument, "REQUEST_ID_REUSED"), (refused.StatusCode, refused.Reason()));
    }

    /// <param name="length">Of a name: how much lies unread, and how much was read and not told yet, follows from it. With less room on a connection these three stood still.</param>
    [Theory, InlineData(180), InlineData(330), InlineData(600)]
    public async Task A_stream_that_is_not_read_on_holds_up_no_other_call_of_its_client(int length)
    {
        using var desk = new Desk(gateway, "530000");
        using var cut = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var unread = new ImportCall(desk.Imports, cancel: cut.Token);
        var sent = 0;
        var sending = Task.Run(async () =>
        {
            for (var n = 1; true; n++)
            {
                await unread.Send(Record(n, $"ahead-{length}-{n}", new('x', length))); // each is refused, and nobody reads it
                Volatile.Write(ref sent, n);
            }
        }, Cancel);
        for (var (before, quiet) = (-1, 0); quiet < 2; quiet = before < Volatile.Read(ref sent) ? 0 : quiet + 1) // until no more may be sent
        {
            before = Volatile.Read(ref sent);
            await Task.Delay(500, Cancel);
        }
        Assert.False(sending.IsCompleted);
        Assert.InRange((long)sent * length, 700_000, long.MaxValue);

        var beside = await desk.Suspects.SubmitSuspectRecordAsync(
            new() { RequestId = Desk.NewId(), SourceRecordId = $"beside-{length}", Attributes = new() { FullName = "王五", Wechat = "wx-beside" } },
            deadline: DateTime.UtcNow.AddSeconds(10), cancellationToken: Cancel);
        await cut.CancelAsync();
        await Task.WhenAny(sending);

        Assert.Equal($"beside-{length}", beside.SourceRecordId);
    }

    private static ImportRecord Record(long sequence, string sourceId, string fullName = "") => new()
    {
        Sequence = sequence, SuspectRecord = new() { SourceRecordId = sourceId, Attributes = new() { FullName = fullName, Wechat = $"wx-{sourceId}" } },
    };
}
