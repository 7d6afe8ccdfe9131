using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Glia.Layers;
using Glia.Models;
using Glia.Serve;

namespace Glia.ServeBench;

/// <summary>
/// Requests that are wrong in every way: bytes changed, cut off, doubled, in bodies and in heads. The server must answer each by a status
/// other than 500 or close the connection, and must go on answering proper ones.
/// </summary>
internal static partial class Malformed
{
    private const int Side = 8, Patience = 20_000, Every = 1000, AtOnce = 8;

    // Whoever promises more than he sends waits in vain; after that long he hangs up.
    private const int HangsUp = 1000;

    private const string Slow = "slow";

    public static async Task<int> Run(int count)
    {
        var network = new Network(new Shape(Side, Side, 1), new Flatten(), new Dense(10, "softmax"));
        var model = new Model(network) { ClassNames = [.. Enumerable.Range(0, 10).Select(digit => $"{digit}")] };
        string kept = Path.Combine(Path.GetTempPath(), $"glia-malformed-{Guid.NewGuid():N}");
        await using GliaServer server = await GliaServer.Start(new Served.Trained("model", model), new ServeOptions { KeptFolder = kept });
        byte[][] proper = [.. Proper(server.Address.Query[7..])];
        var statuses = new ConcurrentDictionary<string, int>(StringComparer.Ordinal);
        int faults = 0;
        long started = Stopwatch.GetTimestamp();
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (i, _) =>
        {
            var random = new System.Random(i);
            byte[] request = Changed(random, proper[random.Next(proper.Length)]);
            string status = await Ask(server.Root.Port, request);
            statuses.AddOrUpdate(status, 1, (_, before) => before + 1);
            if (status is Slow or "500")
            {
                Interlocked.Increment(ref faults);
                Console.WriteLine($"request {i}, {status}: {JsonEncodedText.Encode(Encoding.Latin1.GetString(request))}");
            }
            if (i % Every == 0 && await Ask(server.Root.Port, proper[0]) != "200") Interlocked.Increment(ref faults);
        });
        string last = await Ask(server.Root.Port, proper[0]);
        using var process = Process.GetCurrentProcess();
        Console.WriteLine($"{count:N0} requests in {Stopwatch.GetElapsedTime(started).TotalSeconds:0} s; the last proper one got {last}; " +
            $"{process.PeakWorkingSet64 >> 20} MiB at most; {faults} faults");
        foreach ((string status, int of) in statuses.OrderBy(one => one.Key, StringComparer.Ordinal))
            Console.WriteLine($"{status,-8} {of,8:N0}");
        if (Directory.Exists(kept)) Directory.Delete(kept, recursive: true);
        return faults == 0 && last == "200" ? 0 : 1;
    }

    private static IEnumerable<byte[]> Proper(string token)
    {
        string row = string.Join(',', Enumerable.Repeat("0.5", Side * Side));
        yield return Request("/predict", "application/json", $$"""{"inputs": [[{{row}}]]}""");
        yield return Request("/predict", "application/json", $$"""{"inputs": [{{row}}]}""");
        yield return Request("/predict", "application/json",
            """{"images": ["iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR42mNgAAAAAgAB5v7c9QAAAABJRU5ErkJggg=="]}""");
        yield return Request("/try/look", "application/json", """{"strokes": [[0.1, 0.2, 0.5, 0.9], [0.3, 0.3]]}""");
        yield return Request("/try/keep", "application/x-www-form-urlencoded",
            "class=3&picture=data%3Aimage%2Fpng%3Bbase64%2CiVBORw0KGgo%3D");
        yield return Request("/try", "multipart/form-data; boundary=cut",
            "--cut\r\nContent-Disposition: form-data; name=\"picture\"; filename=\"a.png\"\r\n" +
            "Content-Type: image/png\r\n\r\n\u0089PNG\r\n--cut--\r\n");
        yield return Encoding.Latin1.GetBytes(
            $"GET /runs/a%2Fb HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {token}\r\nConnection: close\r\n\r\n");

        byte[] Request(string path, string type, string body) => Encoding.Latin1.GetBytes(string.Create(CultureInfo.InvariantCulture,
            $"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {token}\r\nConnection: close\r\nContent-Type: {type}\r\n") +
            string.Create(CultureInfo.InvariantCulture, $"Content-Length: {body.Length}\r\n\r\n{body}"));
    }

    private static byte[] Changed(System.Random random, byte[] request)
    {
        List<byte> bytes = [.. request];
        int head = Encoding.Latin1.GetString(request).IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4;
        // Mostly the body: what is wrong in the head is Kestrel's to refuse.
        bool body = random.Next(5) > 0 && head < request.Length;
        for (int change = random.Next(1, 4); change > 0 && bytes.Count > 1; change--)
        {
            int at = body ? random.Next(Math.Min(head, bytes.Count - 1), bytes.Count) : random.Next(bytes.Count);
            switch (random.Next(5))
            {
                case 0: bytes[at] ^= (byte)(1 << random.Next(8)); break;
                case 1: bytes[at] = (byte)random.Next(256); break;
                case 2: bytes.RemoveRange(at, Math.Min(bytes.Count - at, random.Next(1, 20))); break;
                case 3: bytes.InsertRange(at, bytes.GetRange(at, Math.Min(bytes.Count - at, random.Next(1, 40)))); break;
                default: bytes.InsertRange(at, "[{\"\\u0000-1e999,null"u8[..random.Next(1, 20)]); break;
            }
        }
        // Most say truly how long they are, so that they are read to their end.
        if (!body || random.Next(20) == 0) return [.. bytes];
        string text = Encoding.Latin1.GetString([.. bytes]), length = $"Content-Length: {bytes.Count - head}";
        return Encoding.Latin1.GetBytes(string.Concat(LengthField().Replace(text[..head], length), text.AsSpan(head)));
    }

    [GeneratedRegex(@"Content-Length: \d+")]
    private static partial Regex LengthField();

    // The status; "closed" where there was none. What promises more than it sends is ended by this side.
    private static async Task<string> Ask(int port, byte[] request)
    {
        using var end = new CancellationTokenSource(Patience);
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync("127.0.0.1", port, end.Token);
            NetworkStream stream = client.GetStream();
            await stream.WriteAsync(request, end.Token);
            using var hangUp = new Timer(_ => HangUp(client), null, HangsUp, Timeout.Infinite);
            var answer = new byte[16];
            int read = await stream.ReadAtLeastAsync(answer, 12, throwOnEndOfStream: false, end.Token);
            return read < 12 ? "closed" : Encoding.ASCII.GetString(answer, 9, 3);
        }
        catch (Exception error) when (error is IOException or SocketException)
        {
            return "closed";
        }
        catch (OperationCanceledException)
        {
            return Slow;
        }
    }

    private static void HangUp(TcpClient client)
    {
        try
        {
            client.Client?.Shutdown(SocketShutdown.Send);
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // It was closed meanwhile.
        }
    }
}
