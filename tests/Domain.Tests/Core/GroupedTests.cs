using System.Threading.Channels;
using Xunit;

namespace Coordination.Core;

/// <summary>How questions are grouped into calls. A call stays under way until the test answers it.</summary>
public sealed class GroupedTests
{
    private readonly Channel<Call> _begun = Channel.CreateUnbounded<Call>();

    private sealed record Call(string Items)
    {
        public TaskCompletionSource Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    [Fact]
    public async Task What_is_asked_while_a_call_is_under_way_goes_together_in_the_next()
    {
        var grouped = Group(callsMax: 1, itemsMax: 10);
        var asked = Ask(grouped, 1, 2, 3);

        (await Begun("1")).Answer.SetResult();
        (await Begun("2 3")).Answer.SetResult();

        Assert.Equal((int[])[-1, -2, -3], await Task.WhenAll(asked));
    }

    [Fact]
    public async Task Questions_asked_together_go_in_one_call()
    {
        var grouped = Group(callsMax: 2, itemsMax: 10);
        var asked = grouped.Together(() => Ask(grouped, 1, 2, 3));

        (await Begun("1 2 3")).Answer.SetResult();

        await Task.WhenAll(asked);
    }

    [Fact]
    public async Task A_further_call_begins_where_it_is_full_and_waits_where_it_is_not()
    {
        var grouped = Group(callsMax: 1, itemsMax: 2, fullCallsMax: 3);
        List<Task<int>> asked = [.. Ask(grouped, 1, 2)];
        var first = await Begun("1"); // 2 waits: by itself it does not fill a call
        NoneBegun();
        asked.AddRange(Ask(grouped, 3));
        var second = await Begun("2 3");
        asked.AddRange(Ask(grouped, 4, 5));
        var third = await Begun("4 5");
        asked.AddRange(Ask(grouped, 6, 7)); // full, but three are under way
        NoneBegun();

        second.Answer.SetResult();
        var fourth = await Begun("6 7");
        asked.AddRange(Ask(grouped, 8));
        third.Answer.SetResult();
        fourth.Answer.SetResult();
        await Task.WhenAll(asked[1..7]);
        NoneBegun();
        first.Answer.SetResult();
        (await Begun("8")).Answer.SetResult();

        Assert.Equal((int[])[-1, -2, -3, -4, -5, -6, -7, -8], await Task.WhenAll(asked));
    }

    [Fact]
    public async Task A_call_waits_for_company_only_beside_another_and_only_where_it_is_not_full()
    {
        var company = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var grouped = Group(callsMax: 2, itemsMax: 2, fullCallsMax: 3, company: () => company.Task);
        List<Task<int>> asked = [.. Ask(grouped, 1)];
        var first = await Begun("1"); // alone
        asked.AddRange(Ask(grouped, 2));
        NoneBegun();
        asked.AddRange(Ask(grouped, 3)); // with 2 it is full: a further call need not wait
        var second = await Begun("2 3");
        asked.AddRange(Ask(grouped, 4));
        first.Answer.SetResult();
        await asked[0];
        NoneBegun();
        company.SetResult();
        var third = await Begun("4");

        second.Answer.SetResult();
        third.Answer.SetResult();
        Assert.Equal((int[])[-1, -2, -3, -4], await Task.WhenAll(asked));
    }

    [Fact]
    public async Task A_call_waits_for_the_questions_that_are_expected_and_not_longer()
    {
        var grouped = Group(callsMax: 1, itemsMax: 10);
        using var expected = grouped.Expect(2);
        var asked = Ask(grouped, 1);
        NoneBegun();
        asked = [.. asked, .. Ask(grouped, 2)];
        var both = await Begun("1 2");

        using var others = grouped.Expect(1);
        both.Answer.SetResult();
        await Task.WhenAll(asked);
        asked = Ask(grouped, 3);
        (await Begun("3")).Answer.SetResult();
        await Task.WhenAll(asked);
    }

    [Fact]
    public async Task Who_expects_questions_no_longer_lets_the_call_go()
    {
        var grouped = Group(callsMax: 1, itemsMax: 10);
        var expected = grouped.Expect(3);
        var first = Ask(grouped, 1);
        NoneBegun();

        expected.Dispose();
        var call = await Begun("1");
        var (never, second) = (grouped.Expect(3), Ask(grouped, 2));
        call.Answer.SetResult(); // the end of a call does not let the next one go either
        await Task.WhenAll(first);
        NoneBegun();

        never.Dispose();
        (await Begun("2")).Answer.SetResult();
        await Task.WhenAll(second);
    }

    [Fact]
    public async Task A_full_call_waits_for_nothing_that_is_expected()
    {
        var grouped = Group(callsMax: 1, itemsMax: 2);
        using var expected = grouped.Expect(5);
        var asked = Ask(grouped, 1, 2, 3);
        var full = await Begun("1 2");
        full.Answer.SetResult();
        await Task.WhenAll(asked[..2]);
        NoneBegun();

        expected.Dispose();
        (await Begun("3")).Answer.SetResult();
        await Task.WhenAll(asked);
    }

    [Fact]
    public async Task Who_closes_it_waits_for_what_is_held_back_for_others()
    {
        var grouped = Group(callsMax: 1, itemsMax: 10);
        var expected = grouped.Expect(2);
        var asked = Ask(grouped, 1);
        var closed = grouped.Close();
        Assert.False(closed.IsCompleted);

        expected.Dispose();
        (await Begun("1")).Answer.SetResult();
        await Task.WhenAll(asked);
        await closed;
    }

    [Fact]
    public async Task Who_closes_it_waits_for_all_that_was_asked()
    {
        var grouped = Group(callsMax: 1, itemsMax: 1, fullCallsMax: 2);
        var asked = Ask(grouped, 1, 2, 3);
        var (first, second) = (await Begun("1"), await Begun("2"));
        var closed = grouped.Close();
        await Assert.ThrowsAsync<StoreOverloadedException>(() => grouped.Ask(4));

        first.Answer.SetResult();
        var third = await Begun("3");
        second.Answer.SetResult();
        Assert.False(closed.IsCompleted);
        third.Answer.SetResult();

        await closed;
        await Task.WhenAll(asked);
    }

    private Grouped<int, int> Group(int callsMax, int itemsMax, int? fullCallsMax = null, Func<Task>? company = null) => new(
        async items =>
        {
            var call = new Call(string.Join(' ', items));
            Assert.True(_begun.Writer.TryWrite(call));
            await call.Answer.Task;
            return [.. items.Select(item => -item)];
        },
        callsMax, itemsMax, waitingMax: 100, fullCallsMax: fullCallsMax, company: company);

    private static Task<int>[] Ask(Grouped<int, int> grouped, params int[] items) => [.. items.Select(grouped.Ask)];

    /// <summary>The next call, when it has begun.</summary>
    private async Task<Call> Begun(string items)
    {
        var call = await _begun.Reader.ReadAsync(TestContext.Current.CancellationToken);
        Assert.Equal(items, call.Items);
        return call;
    }

    private void NoneBegun() => Assert.False(_begun.Reader.TryPeek(out _));
}
