namespace Coordination.Log;

/// <summary>How the reads and writes of rows are grouped.</summary>
public interface IStoreGroups
{
    /// <summary>Lets all that <paramref name="begin"/> starts to read or to write before it returns go to the database together.</summary>
    T Together<T>(Func<T> begin);

    /// <summary>Lets commits that are not full wait for so many more writes, known to be on their way, until what this returns is disposed of; null if nothing is grouped.</summary>
    IDisposable? Expect(int writes);
}
