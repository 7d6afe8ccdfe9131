using System.Runtime.InteropServices;
using Glia.Cli;

// Ctrl-C and a polite kill let the step end: the command sees the token, keeps what is there and says where. A second Ctrl-C ends at once.
using var interrupt = new CancellationTokenSource();
void End(PosixSignalContext signal)
{
    if (interrupt.IsCancellationRequested) return;
    signal.Cancel = true;
    interrupt.Cancel();
}
using var onInterrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
using var onTerminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
return CommandLine.Run(args, () => Terminal.OfProcess(interrupt.Token), Console.Out, Console.Error);
