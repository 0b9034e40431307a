using Coordination.Gateway.Imports;
using Xunit;

namespace Coordination.Gateway.Tests.Imports;

/// <summary>What the imports of one process carry out at once.</summary>
public sealed class ImportSlotsTests
{
    private readonly List<(int Work, TaskCompletionSource<int> End)> _begun = [];

    [Fact]
    public async Task So_many_are_carried_out_at_once_and_the_first_that_waits_is_the_next()
    {
        using var slots = new ImportSlots();
        var all = Enumerable.Range(0, ImportSlots.Max + 2).Select(work => slots.Use(() => Begin(work))).ToArray();
        var atOnce = _begun.Count;

        foreach (var next in new[] { ImportSlots.Max, ImportSlots.Max + 1 })
        {
            _begun[^1].End.SetResult(0);
            while (_begun.Count <= next) { await Task.Yield(); }
        }

        Assert.Equal(ImportSlots.Max, atOnce);
        Assert.Equal(Enumerable.Range(0, all.Length), _begun.Select(begun => begun.Work));
    }

    [Fact]
    public async Task What_fails_gives_its_slot_back()
    {
        using var slots = new ImportSlots();
        var failing = Enumerable.Range(0, ImportSlots.Max).Select(work => slots.Use(() => Begin(work))).ToArray();
        var waiting = slots.Use(() => Task.FromResult("its turn"));

        foreach (var (_, end) in _begun) { end.SetException(new TimeoutException()); }

        Assert.Equal("its turn", await waiting);
        Assert.All(failing, failed => Assert.IsType<TimeoutException>(failed.Exception?.InnerException));
    }

    private Task<int> Begin(int work)
    {
        var end = new TaskCompletionSource<int>();
        _begun.Add((work, end));
        return end.Task;
    }
}
