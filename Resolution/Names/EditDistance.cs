namespace Coordination.Resolution;

/// <summary>Insertions, deletions, substitutions and swaps of neighbours between two short texts (optimal string alignment).</summary>
internal static class EditDistance
{
    /// <summary>The distance, or <paramref name="limit"/> + 1 where it is larger.</summary>
    public static int Between(ReadOnlySpan<char> a, ReadOnlySpan<char> b, int limit)
    {
        if (a.Length > b.Length) { var t = a; a = b; b = t; }
        if (b.Length - a.Length > limit || b.Length > 250) { return limit + 1; }
        while (a.Length > 0 && a[0] == b[0]) { a = a[1..]; b = b[1..]; }
        while (a.Length > 0 && a[^1] == b[^1]) { a = a[..^1]; b = b[..^1]; }
        if (a.Length == 0) { return b.Length; }

        Span<int> before = stackalloc int[b.Length + 1];
        Span<int> last = stackalloc int[b.Length + 1];
        Span<int> now = stackalloc int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++) { last[j] = j; }
        for (var i = 1; i <= a.Length; i++)
        {
            now[0] = i;
            var least = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = a[i - 1] == b[j - 1] ? 0 : 1;
                var value = Math.Min(Math.Min(last[j] + 1, now[j - 1] + 1), last[j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) { value = Math.Min(value, before[j - 2] + 1); }
                now[j] = value;
                least = Math.Min(least, value);
            }
            if (least > limit) { return limit + 1; }
            var spare = before;
            before = last;
            last = now;
            now = spare;
        }
        return Math.Min(last[b.Length], limit + 1);
    }
}
