using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Glia.Serve;

namespace Glia.ServeBench;

/// <summary>
/// What readers cost a training: the same run without a reader and with three, of whom one takes nothing. Compared is the processor time of
/// the whole process, server, readers and all, which other programs on the machine do not change.
/// </summary>
internal static class Readers
{
    private const int Epochs = 40, ReadersOfRun = 3;

    public static async Task<int> Run(int pairs)
    {
        var shares = new List<double>();
        // Once beforehand, so that code is compiled.
        _ = await Cost(ReadersOfRun);
        for (int pair = 0; pair < pairs; pair++)
        {
            // In turns, so that neither has the warmer processor.
            bool first = pair % 2 == 0;
            (double a, double b) = (await Cost(first ? 0 : ReadersOfRun), await Cost(first ? ReadersOfRun : 0));
            (double without, double with) = first ? (a, b) : (b, a);
            shares.Add(with / without - 1);
            Console.WriteLine(
                $"without {without:0.00} s, with {ReadersOfRun} readers {with:0.00} s of processor time: {shares[^1]:+0.0 %;-0.0 %}");
        }
        shares.Sort();
        Console.WriteLine($"median {shares[shares.Count / 2]:+0.00 %;-0.00 %} of {pairs} pairs");
        return 0;
    }

    private static async Task<double> Cost(int readers)
    {
        string folder = Path.Combine(Path.GetTempPath(), $"glia-readers-{Guid.NewGuid():N}");
        var training = new Served.Training("mnist", Digits.Run(Epochs)) { Folder = folder };
        using var process = Process.GetCurrentProcess();
        TimeSpan before = process.TotalProcessorTime;
        await using (GliaServer server = await GliaServer.Start(training))
        {
            Task[] reading = [.. Enumerable.Range(0, readers).Select(reader => Read(server, stalled: reader == 0))];
            while (!File.Exists(Path.Combine(folder, "summary.json"))) await Task.Delay(20);
        }
        process.Refresh();
        double seconds = (process.TotalProcessorTime - before).TotalSeconds;
        JsonNode summary = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "summary.json")))!;
        if ((int)summary["epochs"]! != Epochs) throw new InvalidOperationException("The run did not do all its epochs.");
        Directory.Delete(folder, recursive: true);
        return seconds;
    }

    private static async Task Read(GliaServer server, bool stalled)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", server.Root.Port);
        NetworkStream stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"GET /live/events HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {server.Address.Query[7..]}\r\n\r\n"));
        var room = new byte[1 << 16];
        while (!stalled && await stream.ReadAsync(room) > 0)
        {
        }
        if (stalled) await Task.Delay(Timeout.Infinite);
    }
}
