using System.Data.Common;

namespace Coordination.Persistence.Readers;

/// <summary>Where each reader stands. A position moves in the transaction of what was done up to it, and only from where its reader saw it.</summary>
public static class Positions
{
    public const string ReactionPrefix = "reaction/";

    /// <summary>Lets new readers begin at the start of the log; without it a reader that has not begun would not be seen to lag.</summary>
    public static Task Register(this StoreDatabase database, IEnumerable<string> readers, CancellationToken cancel) =>
        database.Write(async transaction =>
        {
            foreach (var reader in readers)
            {
                await using var command = transaction.Command(
                    "insert into projection_position (name, position) values (@name, 0) on conflict do nothing", ("name", reader));
                await command.ExecuteNonQueryAsync(cancel);
            }
        }, cancel);

    public static async Task<long> ReadPosition(this StoreDatabase database, string reader, CancellationToken cancel)
    {
        await using var connection = await database.Open(cancel);
        await using var command = connection.Command("select position from projection_position where name = @name", ("name", reader));
        return await command.ExecuteScalarAsync(cancel) is long position
            ? position
            : throw new InvalidOperationException($"Reader '{reader}' has no position; register it first.");
    }

    /// <exception cref="FencedException">Somebody else has moved it; nothing of this transaction may be kept.</exception>
    public static async Task Advance(this DbTransaction transaction, string reader, long expected, long position, CancellationToken cancel)
    {
        await using var command = transaction.Command(
            "update projection_position set position = @position where name = @name and position = @expected",
            ("name", reader), ("expected", expected), ("position", position));
        if (await command.ExecuteNonQueryAsync(cancel) == 0)
        {
            throw new FencedException(reader, expected);
        }
    }
}

/// <summary>The position of <paramref name="reader"/> is no longer <paramref name="expected"/>: another process has taken over.</summary>
public sealed class FencedException(string reader, long expected) : Exception($"{reader} is no longer at {expected}");
