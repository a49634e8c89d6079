/** From when to when a request was being worked on, in ticks of one counter. */
export interface Ticket {
  readonly begin: number;
  end: number;
}

export interface TicketOffice {
  open(): Ticket;
  close(ticket: Ticket): void;
}

export const createTicketOffice = (): TicketOffice => {
  let tick = 0;
  return {
    open: () => {
      tick += 1;
      return { begin: tick, end: Number.POSITIVE_INFINITY };
    },
    close: (ticket) => {
      tick += 1;
      ticket.end = tick;
    },
  };
};

export const overlap = (a: Ticket, b: Ticket): boolean => a.begin < b.end && b.begin < a.end;
