using System.Diagnostics;

namespace Glia.Mpi.Tests;

/// <summary>
/// Two machines as far as a network goes: two network namespaces of the kernel, each with its own address and host name, joined by a cable
/// (a veth pair). Only root may make them: elsewhere the test is skipped. Gone after the test.
/// </summary>
internal sealed class TwoMachines : IDisposable
{
    private const string Net = "10.213.77.0/24", FirstAddress = "10.213.77.1", SecondAddress = "10.213.77.2";

    private readonly string _first = $"glia-a-{Environment.ProcessId}", _second = $"glia-b-{Environment.ProcessId}", _enter;

    private TwoMachines(string folder) => _enter = Path.Combine(folder, "enter.sh");

    public static TwoMachines Connect(string folder)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.UserName == "root", "only root can make network namespaces");
        Assert.SkipUnless(Runs("ip", "netns", "list") && Runs("unshare", "--uts", "true"), "there is no ip, or no namespace may be made");
        var machines = new TwoMachines(folder);
        string first = machines._first, second = machines._second;
        string[][] steps =
        [
            ["netns", "add", first], ["netns", "add", second],
            ["link", "add", "cable", "netns", first, "type", "veth", "peer", "name", "cable", "netns", second],
            ["-n", first, "addr", "add", $"{FirstAddress}/24", "dev", "cable"], ["-n", first, "link", "set", "cable", "up"],
            ["-n", second, "addr", "add", $"{SecondAddress}/24", "dev", "cable"], ["-n", second, "link", "set", "cable", "up"],
            ["-n", first, "link", "set", "lo", "up"], ["-n", second, "link", "set", "lo", "up"],
        ];
        foreach (string[] step in steps)
        {
            if (Runs("ip", step)) continue;
            machines.Dispose();
            Assert.Skip($"network namespaces cannot be made or joined here: ip {string.Join(' ', step)} fails");
        }
        // In the place of ssh: the host, and then the words to run there.
        File.WriteAllText(machines._enter, $"""
            shift
            exec ip netns exec {second} unshare --uts sh -c "hostname second; $*"

            """);
        return machines;
    }

    /// <summary>Begins a process on each of them; what goes from one to the other goes over the cable.</summary>
    public Process Begin(string folder, string launcher, params string[] arguments)
    {
        string[] words =
        [
            launcher, "-n", "2", "--host", $"{FirstAddress}:1,{SecondAddress}:1", "--mca", "plm_rsh_agent", $"sh {_enter}", "--mca",
            "pml", "ob1",
            "--mca", "btl", "tcp,self", "--mca", "btl_tcp_if_include", Net, "--mca", "oob_tcp_if_include", Net, "dotnet", Launched.Program,
            .. arguments,
        ];
        return Launched.Start(folder, "ip", ["netns", "exec", _first, "unshare", "--uts", "sh", "-c", "hostname first; exec \"$@\"",
            "sh", .. words]);
    }

    /// <summary>How many bytes have come over the cable to the first one.</summary>
    public long Received()
    {
        using Process asked = Launched.Start("/", "ip", ["netns", "exec", _first, "cat", "/proc/net/dev"]);
        string line = asked.StandardOutput.ReadToEnd().Split('\n')
            .Single(line => line.Trim().StartsWith("cable:", StringComparison.Ordinal));
        return long.Parse(line.Split(':')[1].Split(' ', StringSplitOptions.RemoveEmptyEntries)[0],
            System.Globalization.CultureInfo.InvariantCulture);
    }

    public void Dispose()
    {
        Runs("ip", "netns", "del", _first);
        Runs("ip", "netns", "del", _second);
    }

    private static bool Runs(string program, params string[] arguments)
    {
        try
        {
            var start = new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true };
            using Process process = Process.Start(start)!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // It is not installed.
            return false;
        }
    }
}
