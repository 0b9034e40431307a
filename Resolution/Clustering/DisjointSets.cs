namespace Coordination.Resolution;

/// <summary>Union-find over positions; the lowest position of a set is its name, so the names do not depend on the order.</summary>
internal sealed class DisjointSets(int count)
{
    private readonly int[] _parent = [.. Enumerable.Range(0, count)];

    public int Find(int position)
    {
        while (_parent[position] != position)
        {
            _parent[position] = _parent[_parent[position]];
            position = _parent[position];
        }
        return position;
    }

    public void Join(int a, int b)
    {
        var (x, y) = (Find(a), Find(b));
        if (x < y) { _parent[y] = x; }
        else { _parent[x] = y; }
    }
}
