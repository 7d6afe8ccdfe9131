using System.Runtime.InteropServices;
using Glia.Cli;
using Glia.Cli.Commands;

// Ctrl-C and a polite kill let a training step end: the command sees the token, keeps what is there and says where. A second Ctrl-C ends at once.
// The other commands have nothing to keep, so the first one ends them.
using var interrupt = new CancellationTokenSource();
void End(PosixSignalContext signal)
{
    if (args is not [TrainCommand.Name, ..] || interrupt.IsCancellationRequested) return;
    signal.Cancel = true;
    interrupt.Cancel();
}
using var onInterrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
using var onTerminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
return CommandLine.Run(args, () => Terminal.OfProcess(interrupt.Token), Console.Out, Console.Error);
