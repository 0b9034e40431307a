using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Coordination.Suspects;

namespace Coordination.Persistence;

/// <summary>The store's own keys, each derived from the master key for one use.</summary>
public sealed class StoreKeys : IMatchKeyHash
{
    private const int KeyBytes = 32;
    private const UnixFileMode TooOpen = UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    private readonly Hmac _matches;

    private StoreKeys(byte[] master)
    {
        Wrapping = new(Derive("coordination/data-keys/1"));
        Ids = Derive("coordination/ids/1");
        HitTokens = Derive("coordination/hit-tokens/1");
        _matches = new(Derive("coordination/match-keys/1"));

        byte[] Derive(string use) => HKDF.DeriveKey(HashAlgorithmName.SHA256, master, KeyBytes, salt: null, Encoding.UTF8.GetBytes(use));
    }

    /// <summary>Wraps data keys.</summary>
    internal WrappingKey Wrapping { get; }

    /// <summary>Keys the hashes that the gateway makes: ids, fingerprints, page tokens.</summary>
    public ReadOnlyMemory<byte> Ids { get; }

    /// <summary>Encrypts the tokens that stand for hits of a search.</summary>
    public ReadOnlyMemory<byte> HitTokens { get; }

    public long Key(int family, string text) =>
        BinaryPrimitives.ReadInt64LittleEndian(Hash(family, text));

    public string Of(int family, string text) =>
        Convert.ToHexStringLower(Hash(family, text).AsSpan(0, 16));

    /// <summary>Reads the key file; makes one, readable by its owner only, if <see cref="StoreOptions.CreateKeyFile"/> allows.</summary>
    /// <exception cref="UnsafeStoreException">It is missing, malformed, or open to others.</exception>
    public static StoreKeys Load(StoreOptions options)
    {
        var file = options.KeyFile;
        if (!File.Exists(file))
        {
            if (!options.CreateKeyFile)
            {
                throw new UnsafeStoreException([$"The key file {file} is missing. Put the store's key there, or set Store:CreateKeyFile for a new store."]);
            }
            Create(file);
        }
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(file) & TooOpen) != 0)
        {
            throw new UnsafeStoreException([$"The key file {file} is open to others. Run chmod 600 {file}; if they may have read it, rotate the key."]);
        }
        var master = new byte[KeyBytes];
        if (!Convert.TryFromBase64String(File.ReadAllText(file).Trim(), master, out var length) || length != KeyBytes)
        {
            throw new UnsafeStoreException([$"The key file {file} does not hold {KeyBytes} bytes in base64. Restore it from where keys are kept."]);
        }
        return new(master);
    }

    // Written whole under another name first: a second process starting now finds no key or all of it, and the first to move wins.
    private static void Create(string file)
    {
        var draft = $"{file}.{Environment.ProcessId}.{Guid.NewGuid():N}";
        var create = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            create.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }
        using (var stream = new FileStream(draft, create))
        {
            stream.Write(Encoding.ASCII.GetBytes(Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeyBytes))));
            stream.Flush(flushToDisk: true);
        }
        try
        {
            File.Move(draft, file, overwrite: false);
        }
        catch (IOException) when (File.Exists(file))
        {
            File.Delete(draft);
        }
    }

    // Lengths are hashed with the parts: ("ab", "c") and ("a", "bc") differ.
    private byte[] Hash(int family, string text)
    {
        ReadOnlySpan<string> parts = [family.ToString(CultureInfo.InvariantCulture), text];
        var length = 0;
        foreach (var part in parts)
        {
            length += sizeof(int) + Encoding.UTF8.GetMaxByteCount(part.Length);
        }
        var buffer = length <= 512 ? stackalloc byte[512] : new byte[length];
        var at = 0;
        foreach (var part in parts)
        {
            var written = Encoding.UTF8.GetBytes(part, buffer[(at + sizeof(int))..]);
            BitConverter.TryWriteBytes(buffer[at..], written);
            at += sizeof(int) + written;
        }
        var hash = new byte[HMACSHA256.HashSizeInBytes];
        _matches.Fill(hash, buffer[..at]);
        return hash;
    }
}
