using System.Collections.Concurrent;

namespace Coordination;

/// <summary>
/// What was met lately, kept for a short while and up to a number. Two generations: when the younger is full it takes the place of the older, so
/// that nothing is ever searched for what to drop.
/// </summary>
/// <param name="max">Values kept at most.</param>
public sealed class ShortMemory<TValue>(int max, TimeProvider time) where TValue : class
{
    private ConcurrentDictionary<string, Kept> _young = new(StringComparer.Ordinal), _old = new(StringComparer.Ordinal);
    private int _count; // in _young; a dictionary that counts itself stops everybody

    private sealed record Kept(TValue Value, DateTimeOffset Until);

    /// <summary>Null if it was never kept, or is not any more.</summary>
    public TValue? Find(string key) =>
        (_young.GetValueOrDefault(key) ?? _old.GetValueOrDefault(key)) is { } kept && kept.Until > time.GetUtcNow() ? kept.Value : null;

    /// <param name="until">When it is forgotten at the latest.</param>
    public void Keep(string key, TValue value, DateTimeOffset until)
    {
        if (Interlocked.Increment(ref _count) >= max / 2)
        {
            (_old, _young, _count) = (_young, new(StringComparer.Ordinal), 0);
        }
        _young[key] = new(value, until);
    }
}
